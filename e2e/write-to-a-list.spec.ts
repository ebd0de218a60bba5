import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { addPerson, signIn } from './person.ts'

/* A message to people out of a file with bad rows, and to a group of whom some are left out. */

let email: string
test.beforeAll(async () => {
  email = await addPerson('operator')
})
// Many screens are seen on the way.
test.slow()

const unique = Date.now()
const number = (n: number) => `081${String(unique + n).slice(-7)}`
const messagePage = /messages\/[0-9a-f-]{36}$/

const list = [
  'Plan;Mobile;First name',
  `Gold;${number(1)};Amina`,
  'Gold;12;Too short',
  'Gold;6.68E+10;From Excel',
  `Silver;${number(2)};`,
  `Silver;${number(1)};Amina again`,
  `#N/A;${number(3)};Somchai`,
].join('\r\n')

const text = (page: Page) => page.getByLabel('Text', { exact: true })
/** What a phone shows stands in two places, of which one is in sight. */
const seen = (page: Page, words: string | RegExp) => page.getByText(words).filter({ visible: true }).first()
const next = (page: Page) => page.getByRole('button', { name: 'Next person' }).filter({ visible: true })
/** Above a hundred the number has to be typed; these are few. */
const send = (page: Page, label: string) => page.getByRole('button', { name: label })

test('a file with bad rows is sent to whoever can be reached, and every other row is named with why', async ({
  page,
}) => {
  await signIn(page, email, '/messages/new')
  await page.getByText('File', { exact: true }).click()
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'customers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeff${list}`),
  })
  const column = page.getByRole('combobox', { name: 'Column with the phone numbers' })
  await expect(column).toHaveText('Mobile')
  await expect(page.getByText('2 unreadable (rows 3, 4)')).toBeVisible()
  await expect(seen(page, '1 doubled')).toBeVisible()

  // Another column than the right one has nobody in it, and the way back is short.
  await column.click()
  await page.getByRole('option', { name: 'Plan' }).click()
  await expect(page.getByText('6 unreadable (rows 2, 3, 4, 5, 6, …)')).toBeVisible()
  await column.click()
  await page.getByRole('option', { name: 'Mobile' }).click()

  await page.getByText('3 rows left out, and why').click()
  await expect(page.getByText('row 4', { exact: true })).toBeVisible()
  await expect(page.getByText('Digits lost in a spreadsheet', { exact: false })).toBeVisible()

  await text(page).fill('Hi {{First name|there}}, your {{Plan}} plan ends today')
  await expect(seen(page, 'Hi Amina, your Gold plan ends today')).toBeVisible()
  await next(page).click()
  await expect(seen(page, 'Hi there, your Silver plan ends today')).toBeVisible()
  await expect(seen(page, /row 5/)).toBeVisible()

  // Only the text tells that somebody's formula had failed.
  const review = page.locator('#review')
  await expect(review.getByText('1 without a value')).toBeVisible()
  await review.getByText('4 rows left out, and why').click()
  await expect(review.getByText('row 7', { exact: true })).toBeVisible()
  const download = page.waitForEvent('download')
  await review.getByRole('button', { name: 'Download all as CSV' }).click()
  expect((await readFile(await (await download).path(), 'utf8')).trim().split('\r\n').slice(1)).toEqual([
    '3,12,INVALID_NUMBER',
    '4,6.68E+10,SPREADSHEET_NUMBER',
    `6,"=""${number(1)}""",DUPLICATE`,
    `7,"=""${number(3)}""",MISSING_VARIABLE`,
  ])

  await send(page, 'Send to 2 people for 2 credits').click()
  await page.waitForURL(messagePage)
  await page.getByRole('link', { name: 'Use again' }).click()
  await expect(page.getByText('customers.csv')).toBeVisible()
  await expect(text(page)).toHaveValue('Hi {{First name|there}}, your {{Plan}} plan ends today')
  await expect(send(page, 'Send to 2 people for 2 credits')).toBeEnabled()
})

test('a group is written to without the people of another group and of an earlier message', async ({
  page,
}) => {
  await signIn(page, email, '/contacts/groups')
  const [everybody, staff] = [`Everybody ${unique}`, `Staff ${unique}`]
  for (const [name, numbers] of [
    [everybody, [11, 12, 13, 14].map(number)],
    [staff, [number(12)]],
  ] as const) {
    await page.goto('/contacts/groups')
    await page.getByRole('button', { name: 'Make a group' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Make the group' }).click()
    await page.getByRole('button', { name: 'Add people' }).first().click()
    await page.getByLabel('Phone numbers').fill(numbers.join('\n'))
    await page.getByRole('button', { name: 'Add them' }).click()
    // What was done is told in a dialog of another name.
    await expect(page.getByRole('dialog', { name: 'Add people to' })).toBeHidden()
  }

  await page.goto('/messages/new')
  const earlier = `Told before ${unique}`
  await page.getByLabel('Phone numbers').fill(number(13))
  await text(page).fill(earlier)
  await send(page, 'Send to 1 person for 1 credit').click()
  await page.waitForURL(messagePage)

  await page.goto('/messages/new')
  await page.getByText('Group', { exact: true }).click()
  await page.getByRole('checkbox', { name: everybody }).check()
  await expect(seen(page, '4 people')).toBeVisible()
  await page.getByText('Leave some people out').click()
  await page.getByRole('button', { name: 'Not people of a group' }).click()
  await page.getByRole('option', { name: staff }).click()
  await page.getByRole('button', { name: 'Not people of a message' }).click()
  await page.getByRole('option', { name: earlier }).click()
  await expect(seen(page, '2 excluded')).toBeVisible()
  await text(page).fill(`To the others ${unique}`)
  await send(page, 'Send to 2 people for 2 credits').click()
  await page.waitForURL(messagePage)

  // What becomes of the group afterwards changes nothing, and writing to it again means the group as it is by then.
  await page.getByRole('link', { name: 'Use again' }).click()
  await expect(page.getByRole('checkbox', { name: everybody })).toBeChecked()
  await expect(page.getByRole('button', { name: `Remove: Not “${staff}”` })).toBeVisible()
  await expect(page.getByRole('button', { name: `Remove: Not those of “${earlier}”` })).toBeVisible()
  await expect(send(page, 'Send to 2 people for 2 credits')).toBeEnabled()
})
