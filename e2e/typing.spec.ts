import { expect, type Page, test } from '@playwright/test'
import { openComposer, text } from './composer.ts'
import { addPerson } from './person.ts'

test.use({ timezoneId: 'Asia/Bangkok' })

const names = Array.from({ length: 10 }, (_, index) => `name${index}`)
const LONG_TEXT = names
  .map((name) => `{{${name}}} ${'calm words '.repeat(14)}`)
  .join('')
  .padEnd(1560, 'x')

/**
 * What each press of a key and everything that follows from it cost the page's thread, ms: its own work, which is the same
 * on a machine that does other things as well.
 */
async function costOfPresses(page: Page, presses: number): Promise<number[]> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Performance.enable', { timeDomain: 'threadTicks' })
  const spent = async () => {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))))
    const { metrics } = await browser.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
  }
  const costs: number[] = []
  for (let before = await spent(); costs.length < presses; ) {
    await page.keyboard.press('y')
    const after = await spent()
    costs.push(after - before)
    before = after
  }
  return costs
}

test('typing in a text of 1,600 characters with ten placeholders never holds the page up for long', async ({
  page,
}) => {
  await openComposer(page, await addPerson('operator'))
  await page.getByLabel('Phone numbers').fill('0812345681')
  await text(page).fill(LONG_TEXT)
  for (const name of names) await page.getByLabel(`{{${name}}}`).fill('Amina')
  await expect(page.getByRole('button', { name: /^Send to 1 person/ })).toBeEnabled()
  await text(page).focus()
  await page.keyboard.press('End')
  const costs = await costOfPresses(page, 40)
  await expect(text(page)).toHaveValue(/y{40}$/)
  // One press in ten may meet what the page does by itself.
  const long = costs.filter((ms) => !(ms <= 50))
  expect(long.length, costs.map(Math.round).join(', ')).toBeLessThanOrEqual(4)
})
