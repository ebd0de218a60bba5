import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { messagePage, numbers, openComposer, pressOnlyOption, text, withinADay } from './composer.ts'
import { addPerson } from './person.ts'

// Its name puts it behind the first run, which looks at an installation in which nobody has sent anything.

let email: string
test.beforeAll(async () => {
  email = await addPerson('operator')
})

test.use({ timezoneId: withinADay })

/** Presses Tab until the focus is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('the focus never came there')
}

async function expectNoAxeViolations(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)])).toEqual([])
  }
}

test('a message is written, priced and scheduled with nothing but the keyboard', async ({ page }) => {
  await openComposer(page, email)
  await tabTo(page, numbers(page))
  await page.keyboard.type('0812345611\nabc\n0812345611\n+254712345678')
  await expect(page.getByText('2 people').first()).toBeVisible()
  await expect(page.getByText(/1 unreadable \(row 2\)/)).toBeVisible()
  await expectNoAxeViolations(page)

  await tabTo(page, text(page))
  await page.keyboard.type('Hello {{name}}, your “order” is ready')
  const replace = page.getByRole('button', { name: 'Replace all' })
  await tabTo(page, replace)
  await page.keyboard.press('Enter')
  await expect(text(page)).toHaveValue('Hello {{name}}, your "order" is ready')
  await expect(page.getByText('The placeholder “name” has no value yet.')).toBeVisible()
  await tabTo(page, page.getByLabel('{{name}}'))
  await page.keyboard.type('Amina')
  await expectNoAxeViolations(page)

  await tabTo(page, page.getByRole('radio', { name: 'Now' }))
  await page.keyboard.press('ArrowRight')
  await tabTo(page, page.getByRole('button', { name: 'Day', exact: true }))
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Search' }).waitFor()
  await page.keyboard.type('Tomorrow')
  await pressOnlyOption(page)
  await tabTo(page, page.getByRole('combobox', { name: 'Hour' }))
  await page.keyboard.press('ArrowDown')
  await page.getByRole('listbox').waitFor()
  await page.keyboard.type('18')
  await page.keyboard.press('Enter')
  const schedule = page.getByRole('button', {
    name: 'Schedule for tomorrow 18:00: 2 people, 2 credits',
  })
  await expect(schedule).toBeEnabled()
  await expectNoAxeViolations(page)
  await tabTo(page, schedule)
  await page.keyboard.press('Enter')
  await page.waitForURL(messagePage)
  await expect(page.getByText('Scheduled', { exact: true }).first()).toBeVisible()
})

test('from a hundred people on, the number has to be typed', async ({ page }) => {
  await openComposer(page, email)
  await numbers(page).fill(
    Array.from({ length: 100 }, (_, i) => 812_400_000 + i)
      .join(', 0')
      .replace(/^/, '0'),
  )
  await text(page).fill('Hello everybody')
  await page.getByRole('button', { name: 'Send to 100 people for 100 credits' }).click()
  const dialog = page.getByRole('alertdialog')
  const send = dialog.getByRole('button', { name: 'Send to 100 people for 100 credits' })
  await expect(send).toBeDisabled()
  await dialog.getByRole('textbox').fill('10')
  await expect(send).toBeDisabled()
  await dialog.getByRole('textbox').fill('100')
  await send.click()
  await page.waitForURL(messagePage)
})
