import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { addPerson, signIn as signInAt, signInHere } from './person.ts'

/*
 * Writing a message in all the ways that go wrong elsewhere. Its name puts it behind the first run, which looks at an
 * installation in which nobody has sent anything.
 */

let email: string
test.beforeAll(() => {
  email = addPerson('operator')
})

test.use({ timezoneId: 'Asia/Bangkok' })

const signIn = (page: Page): Promise<void> => signInAt(page, email, '/messages/new')

const numbers = (page: Page) => page.getByLabel('Phone numbers')
const text = (page: Page) => page.getByLabel('Text', { exact: true })
const messagePage = /messages\/[0-9a-f-]{36}/

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
  await signIn(page)
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
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
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
  await signIn(page)
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

test('a session that ends while a message is written takes nothing of it', async ({ page, context }) => {
  await signIn(page)
  await numbers(page).fill('0812345621')
  await text(page).fill('Half a sentence')
  await expect(page.getByRole('button', { name: 'Send to 1 person for 1 credit' })).toBeEnabled()
  await context.clearCookies()
  await page.getByRole('button', { name: 'Send to 1 person for 1 credit' }).click()
  await expect(page.locator('#review').getByText('Your session has ended.')).toBeVisible()
  await page.locator('#review').getByRole('link', { name: 'Sign in' }).click()
  await signInHere(page, email)
  await page.waitForURL('**/messages/new')
  await expect(text(page)).toHaveValue('Half a sentence')
  await expect(numbers(page)).toHaveValue('0812345621')
  await page.getByRole('button', { name: 'Start afresh' }).click()
  await expect(numbers(page)).toHaveValue('')
})

test('the same draft sent from two tabs is one message', async ({ page, context }) => {
  await signIn(page)
  await numbers(page).fill('0812345631')
  await text(page).fill('Once is enough')
  const button = (of: Page) => of.getByRole('button', { name: 'Send to 1 person for 1 credit' })
  await expect(button(page)).toBeEnabled()
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }))
  await expect.poll(kept).toContain('Once is enough')
  const other = await context.newPage()
  await other.goto('/messages/new')
  await expect(text(other)).toHaveValue('Once is enough')
  await expect(button(other)).toBeEnabled()
  await Promise.all([button(page).dblclick(), button(other).click()])
  await Promise.all([page.waitForURL(messagePage), other.waitForURL(messagePage)])
  expect(new URL(other.url()).pathname).toBe(new URL(page.url()).pathname)
})
