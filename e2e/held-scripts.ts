import { expect, type Page } from '@playwright/test'

/**
 * Opens a screen on a line so slow that no script has come yet: all of them, or only the late ones, which the page itself
 * does not name. Answers what lets them come.
 */
export async function openHeld(page: Page, path: string, which: 'all' | 'late'): Promise<() => void> {
  const html = which === 'late' ? await page.request.get(path).then((answer) => answer.text()) : ''
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/*.js', async (route) => {
    if (!html.includes(new URL(route.request().url()).pathname)) await released
    await route.continue()
  })
  await page.goto(path, { waitUntil: 'commit' })
  // What the server sends piece by piece is all there: nobody presses what is not shown yet.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return release
}
