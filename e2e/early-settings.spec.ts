import { expect, test } from '@playwright/test'
import { openHeld } from './held-scripts.ts'
import { addPerson, signIn } from './person.ts'

/** What an admin sets holds for everybody, so it is set back. */
test('a tick that is set before any script has come is what is saved', async ({ page }) => {
  await signIn(page, await addPerson('admin'), '/settings/general')
  const release = await openHeld(page, '/settings/general', 'all')
  const landlines = page.getByRole('checkbox', { name: /^Send to landlines/ })
  const before = await landlines.isChecked()
  await landlines.click()
  await page.getByRole('button', { name: 'Save the settings' }).click()
  release()
  await expect(page.getByText('The settings are saved.')).toBeVisible()
  await page.reload()
  await expect(landlines).toBeChecked({ checked: !before })
  await landlines.click()
  await page.getByRole('button', { name: 'Save the settings' }).click()
  await expect(page.getByText('The settings are saved.')).toBeVisible()
})
