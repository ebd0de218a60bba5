import { expect, test } from '@playwright/test'
import { addPerson, signIn } from './person.ts'

test('a form that floats begins in its first field, and what closes gives the focus back', async ({
  page,
}) => {
  await signIn(page, await addPerson('admin'), '/settings/keys')
  const open = page.getByRole('button', { name: 'Make a key' }).first()
  await open.press('Enter')
  await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(open).toBeFocused()
})

test('what a key opened from nowhere gives the focus to nothing', async ({ page }) => {
  await signIn(page, await addPerson('operator'), '/')
  for (const [key, name] of [
    ['?', 'Keys'],
    ['Control+k', 'Search or jump to'],
  ] as const) {
    await page.keyboard.press(key)
    const floating = page.getByRole('dialog', { name })
    await expect(floating).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(floating).toBeHidden()
    await expect(page.locator('body')).toBeFocused()
  }
})
