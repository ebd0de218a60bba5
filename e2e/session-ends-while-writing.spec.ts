import { expect, test } from '@playwright/test'
import { numbers, openComposer, text } from './composer.ts'
import { addPerson, signInHere } from './person.ts'

let email: string
test.beforeAll(async () => {
  email = await addPerson('operator')
})

test.use({ timezoneId: 'Asia/Bangkok' })

test('a session that ends while a message is written takes nothing of it', async ({ page, context }) => {
  await openComposer(page, email)
  await numbers(page).fill('0812345621')
  await text(page).fill('Half a sentence')
  await expect(page.getByRole('button', { name: 'Send to 1 person for 1 credit' })).toBeEnabled()
  await context.clearCookies()
  await page.getByRole('button', { name: 'Send to 1 person for 1 credit' }).click()
  await expect(page.locator('#review').getByText('Your session has ended.')).toBeVisible()
  await page.locator('#review').getByRole('link', { name: 'Sign in' }).click()
  await signInHere(page, email)
  await page.waitForURL('**/messages/new')
  await expect(text(page)).toHaveValue('Half a sentence')
  await expect(numbers(page)).toHaveValue('0812345621')
  await page.getByRole('button', { name: 'Start afresh' }).click()
  await expect(numbers(page)).toHaveValue('')
})
