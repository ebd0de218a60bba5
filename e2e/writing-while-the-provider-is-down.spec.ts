import { expect, test } from '@playwright/test'
import { addPerson, runAdmin, signIn } from './person.ts'

let email: string
/** A provider that is down all day. */
test.beforeAll(async () => {
  const settings = { defaultCountry: 'TH', outageEverySeconds: 86_400, outageSeconds: 86_400, seed: 'down' }
  const account = ['account', 'create', '--provider', 'rehearsal', '--name', 'down']
  runAdmin([...account, '--settings', JSON.stringify(settings)], '')
  runAdmin(['sender', 'create', '--account', 'down', '--value', 'DOWN', '--approve'], '')
  email = await addPerson('operator')
})

test('while the provider is down nobody is told a lie: it waits, says so, survives a lost line, and is stopped', async ({
  page,
  context,
}) => {
  await signIn(page, email, '/messages/new')
  await page.getByLabel('Phone numbers').fill('0812347701\n0812347702')
  await page.getByLabel('Text', { exact: true }).fill('Are you there?')
  await page.getByRole('combobox', { name: 'From' }).click()
  await page.getByRole('option', { name: /DOWN/ }).click()
  await page.getByRole('button', { name: 'Send to 2 people for 2 credits' }).click()
  await page.waitForURL(/messages\/[0-9a-f-]{36}/)
  await expect(page.getByText('Sending', { exact: true }).first()).toBeVisible({ timeout: 30_000 })

  await context.setOffline(true)
  await expect(page.getByText('No connection.')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('No connection.')).toBeHidden()
  await page.getByRole('button', { name: 'Stop' }).first().click({ timeout: 30_000 })
  await page.getByRole('alertdialog').getByRole('button', { name: /^Stop/ }).click()
  await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('Only what had already left is charged').first()).toBeVisible()
})
