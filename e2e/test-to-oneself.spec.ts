import { expect, test } from '@playwright/test'
import { numbers, openComposer, text } from './composer.ts'
import { addPerson } from './person.ts'

test('a test to oneself leaves at once, and the credits at the head know', async ({ page }) => {
  await openComposer(page, await addPerson('operator'))
  await numbers(page).fill('0812345611\n0812345612')
  await text(page).fill('Your order is ready.')
  await page.getByRole('button', { name: 'Send a test' }).click()
  const dialog = page.getByRole('dialog', { name: 'Send a test' })
  await dialog.getByLabel('Your phone number').fill('0812345613')
  // They are also asked for every ten seconds: the next time is not waited for.
  const asked = page.waitForRequest(/\/api\/v2\/credit$/, { timeout: 4000 })
  await dialog.getByRole('button', { name: 'Send the test' }).click()
  await expect(page.getByText('A test goes to 0812345613')).toBeVisible()
  await expect(dialog).toBeHidden()
  await asked
  await page.getByRole('button', { name: 'Follow it' }).click()
  await expect(page.getByText('Sent', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
})
