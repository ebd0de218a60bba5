import { expect, test } from '@playwright/test'
import { pressOnlyOption, withinADay } from './composer.ts'
import { addPerson, signIn } from './person.ts'

test.use({ timezoneId: withinADay })

let email: string
test.beforeAll(async () => {
  email = await addPerson('operator')
})

test('what is scheduled stands in the calendar until it is called off, and its credits come back', async ({
  page,
}) => {
  await signIn(page, email, '/messages/new')
  await page.getByLabel('Phone numbers').fill('0812346601\n0812346602')
  await page.getByLabel('Text', { exact: true }).fill('Closed on Monday')
  await page.getByText('Later', { exact: true }).click()
  await page.getByRole('button', { name: 'Day', exact: true }).click()
  await page.getByRole('combobox', { name: 'Search' }).pressSequentially('Tomorrow')
  await pressOnlyOption(page)
  await page.getByRole('button', { name: /^Schedule for tomorrow .*: 2 people, 2 credits$/ }).click()
  await page.waitForURL(/messages\/[0-9a-f-]{36}/)
  const message = new URL(page.url()).pathname
  await expect(page.getByText('Scheduled', { exact: true }).first()).toBeVisible()

  await page.goto('/messages/calendar?view=week')
  // Tomorrow may belong to the next week.
  const entry = page.locator(`a[href="${message}"]`)
  if ((await entry.count()) === 0) await page.getByRole('link', { name: 'Later' }).click()
  await expect(entry).toContainText('Closed on Monday')
  await entry.click()

  await page.getByRole('button', { name: 'Cancel' }).first().click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Call off for 2 people' }).click()
  await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible()

  await page.goto('/reports/credits')
  await expect(page.getByText('Came back from “Closed on Monday”')).toBeVisible()
  await page.goto('/messages/calendar?view=week')
  await expect(page.locator(`a[href="${message}"]`)).toHaveCount(0)
})
