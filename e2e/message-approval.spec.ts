import { expect, type Page, test } from '@playwright/test'
import { addPerson, signIn } from './person.ts'

/** What an admin sets holds for everybody, so it is set back. */
async function setApproval(page: Page, people: string): Promise<void> {
  await page.goto('/settings/general')
  await page.getByLabel('People from which somebody else must approve').fill(people)
  await page.getByRole('button', { name: 'Save the settings' }).click()
  await expect(page.getByText('The settings are saved.')).toBeVisible()
}

test('a message to many waits until an administrator who did not write it approves it', async ({
  browser,
}) => {
  const [admin, operator] = await Promise.all([browser.newPage(), browser.newPage()])
  await signIn(admin, await addPerson('admin'), '/settings/general')
  await setApproval(admin, '3')
  try {
    await signIn(operator, await addPerson('operator'), '/messages/new')
    await operator.getByLabel('Phone numbers').fill('0812346701\n0812346702\n0812346703')
    await operator.getByLabel('Text', { exact: true }).fill('Doors open at nine')
    await operator.getByRole('button', { name: 'Hand in for approval: 3 people, 3 credits' }).click()
    await operator.waitForURL(/messages\/[0-9a-f-]{36}/)
    await expect(operator.getByText('Once approved it leaves at once.')).toBeVisible()
    await expect(operator.getByRole('button', { name: 'Approve' })).toHaveCount(0)

    await admin.goto('/')
    await admin.getByRole('link', { name: 'Doors open at nine' }).first().click()
    await admin.getByRole('button', { name: 'Approve' }).click()
    const question = admin.getByRole('alertdialog')
    await expect(question).toContainText('Send to 3 people for 3 credits?')
    await question.getByRole('textbox').fill('3')
    await question.getByRole('button', { name: 'Approve for 3 people' }).click()
    await expect(admin.getByText(/approved it$/)).toBeVisible()

    // It is the author's page that says so, by itself.
    await expect(operator.getByText('Sent', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  } finally {
    await setApproval(admin, '')
  }
})
