import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { fillBigMessage } from '#test/big-message.ts'
import { connect } from './database.ts'
import { addPerson, signIn } from './person.ts'

/** Writing the rows takes most of the time; the pages are what is looked at. */
test.setTimeout(240_000)

let email: string
let uuid: string
test.beforeAll(async () => {
  email = await addPerson('admin')
  const client = await connect()
  uuid = (await fillBigMessage(client, 2_000_000)).uuid
  await client.end()
})

test('two million people are paged through, jumped into, narrowed, found and put into a file', async ({
  page,
}) => {
  await signIn(page, email, `/messages/${uuid}/recipients`)
  await expect(page.getByText('1–100 of 2,000,000 in the order of the list')).toBeVisible()
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByText('101–200 of 2,000,000')).toBeVisible()

  await page.getByRole('spinbutton', { name: 'Go to row' }).fill('1999950')
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  await expect(page.getByText('1,999,950–2,000,000 of 2,000,000')).toBeVisible()
  await expect(page.getByRole('link', { name: '+254702000000' })).toBeVisible()
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(page.getByText('1,999,850–1,999,949 of 2,000,000')).toBeVisible()

  const byState = page.getByRole('navigation', { name: 'By how it went' })
  await byState.getByRole('link', { name: /Not reached\s*60,000/ }).click()
  await expect(page.getByText('Phone off or out of coverage').nth(50)).toBeVisible()

  await page.getByRole('searchbox').fill('+254701999995')
  await page.getByRole('button', { name: 'Find' }).click()
  await expect(page.getByRole('link', { name: '+254701999995' })).toBeVisible()

  await page.goto(`/messages/${uuid}`)
  await page.getByRole('link', { name: 'See who' }).click()
  await expect(page.getByText('1 → 2').first()).toBeVisible()

  await page.goto(`/messages/${uuid}/recipients?show=left_out`)
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).click({ timeout: 60_000 })
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(lines).toHaveLength(20_001)
  expect(lines[1]).toContain('"=""254700000007""",KE,rejected,invalid,NO_ROUTE')

  // On a phone, in the language with the longest words for it: nothing runs past the edge.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.context().addCookies([{ name: 'locale', value: 'th', url: page.url() }])
  await page.goto(`/messages/${uuid}/recipients?at=1999900`)
  await expect(page.getByRole('link', { name: 'ถัดไป' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})
