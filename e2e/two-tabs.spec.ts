import { expect, type Page, test } from '@playwright/test'
import { messagePage, numbers, openComposer, text } from './composer.ts'
import { addPerson } from './person.ts'

let email: string
test.beforeAll(async () => {
  email = await addPerson('operator')
})

test.use({ timezoneId: 'Asia/Bangkok' })

test('the same draft sent from two tabs is one message', async ({ page, context }) => {
  await openComposer(page, email)
  await numbers(page).fill('0812345631')
  await text(page).fill('Once is enough')
  const button = (of: Page) => of.getByRole('button', { name: 'Send to 1 person for 1 credit' })
  await expect(button(page)).toBeEnabled()
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }))
  await expect.poll(kept).toContain('Once is enough')
  const other = await context.newPage()
  await other.goto('/messages/new')
  await expect(text(other)).toHaveValue('Once is enough')
  await expect(button(other)).toBeEnabled()
  await Promise.all([button(page).dblclick(), button(other).click()])
  await Promise.all([page.waitForURL(messagePage), other.waitForURL(messagePage)])
  expect(new URL(other.url()).pathname).toBe(new URL(page.url()).pathname)
})
