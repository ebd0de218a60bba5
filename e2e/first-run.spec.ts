import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

/** What `npm start` printed: the only place where the one-time password stands. */
function greeting(): { email: string; password: string } {
  const log = readFileSync(process.env.E2E_SERVER_LOG ?? '', 'utf8')
  const value = (label: string) => new RegExp(`${label}\\s+(\\S+)`).exec(log)?.[1] ?? ''
  return { email: value('E-mail'), password: value('One-time password') }
}

// Before all others: files run in the order of their names, and only an installation without a message says how to begin.
test('a newcomer signs in, chooses a password, sends a first message and sees it delivered', async ({
  browser,
  page,
}) => {
  const { email, password } = greeting()
  await page.goto('/')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()

  await page.waitForURL(/change-password/)
  const fields = page.locator('input[type=password]')
  await expect(page.getByText('You need not type it again.')).toBeVisible()
  await expect(fields.nth(1), 'nor look for where to type').toBeFocused()
  await fields.nth(1).fill('a better one than before')
  await fields.nth(2).fill('a better one than befoer')
  await page.locator('form button[type=submit]').click()
  await expect(page.getByText('This is not the same as above.')).toBeVisible()
  await expect(fields.nth(1), 'what was right need not be typed again').not.toHaveValue('')
  await fields.nth(2).fill('a better one than before')
  await page.locator('form button[type=submit]').click()

  await expect(page.getByText('no phone rings'), 'it is said that this is a rehearsal').toBeVisible()
  await expect(page.getByRole('link', { name: 'Add an account that sends for real' })).toBeVisible()
  await expect(
    page.getByRole('button', { name: 'Stop everything' }),
    'where nothing was ever sent it is not what the eye falls on',
  ).toHaveCSS('border-width', '0px')
  await page.getByRole('link', { name: 'Write the first message' }).click()
  await page.getByLabel('Phone numbers').fill('0812345601\n0812345602\n2.54712E+11\n0812345601')
  await expect(page.getByText('2 people').first()).toBeVisible()
  await expect(page.getByText(/1 doubled/).first()).toBeVisible()
  await page.getByLabel('Text', { exact: true }).fill('Your order is ready.')
  const violations = (await new AxeBuilder({ page }).analyze()).violations
  expect(violations.map(({ id, nodes }) => [id, nodes.map((n) => n.target)])).toEqual([])
  await page.getByRole('button', { name: 'Send to 2 people for 2 credits' }).click()

  await page.waitForURL(/messages\/[0-9a-f-]{36}/)
  await expect(page.getByText('for 2 people'), 'who is left out is not counted').toBeVisible()
  await expect(page.getByText('9,998 credits · 2 held'), 'the head says what is held').toBeVisible({
    timeout: 3_000,
  })
  await expect(page.getByText('Sent', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  const delivered = page.getByRole('link', { name: /Delivered/ })
  await expect(delivered).toBeVisible({ timeout: 30_000 })
  await delivered.click()
  await expect(page.getByText('+66812345601')).toBeVisible()
  await expect(page.getByText('+66812345602')).toBeVisible()
  await expect(page.getByText('9,998 credits').first()).toBeVisible({ timeout: 15_000 })

  const other = await (await browser.newContext()).newPage()
  await other.goto('/sign-in')
  await other.getByLabel('E-mail').fill(email)
  await other.getByLabel('Password').fill(password)
  await other.getByRole('button', { name: 'Sign in' }).click()
  await other.waitForLoadState('networkidle')
  await expect(other, 'the one-time password works once').toHaveURL(/sign-in/)
})
