import { expect, test } from '@playwright/test'
import { addPerson, signIn } from './person.ts'

test('on paper a page is black on white, and what can only be pressed is gone', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await signIn(page, await addPerson('admin'), '/reports?by=user')
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('nav:visible, button:visible, form:visible')).toHaveCount(0)
  const colours = await page.evaluate(() => {
    const { color } = getComputedStyle(document.body)
    return { color, ground: getComputedStyle(document.documentElement).backgroundColor }
  })
  expect(colours).toEqual({ color: 'rgb(0, 0, 0)', ground: 'rgb(255, 255, 255)' })
})
