import { expect, type Page, test } from '@playwright/test'
import { openComposer, text } from './composer.ts'
import { addPerson } from './person.ts'

test.use({ timezoneId: 'Asia/Bangkok' })

const names = Array.from({ length: 10 }, (_, index) => `name${index}`)
const LONG_TEXT = names
  .map((name) => `{{${name}}} ${'calm words '.repeat(14)}`)
  .join('')
  .padEnd(1560, 'x')

/** How long each task took that held the page up for more than 50 ms while keys were pressed, in ms. */
async function holdUps(page: Page, presses: number): Promise<number[]> {
  const seen = await page.evaluateHandle(() => {
    const durations: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) durations.push(duration)
    })
    observer.observe({ type: 'longtask' })
    return durations
  })
  for (let press = 0; press < presses; press += 1) await page.keyboard.press('y')
  return seen.jsonValue()
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
  const held = await holdUps(page, 40)
  await expect(text(page)).toHaveValue(/y{40}$/)
  // One press in ten may meet something else that the machine does.
  expect(held.length, held.join(', ')).toBeLessThanOrEqual(4)
})
