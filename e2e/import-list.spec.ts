import { readFile } from 'node:fs/promises'
import { expect as expectSoon, test } from '@playwright/test'
import { addPerson, signIn } from './person.ts'

/* A list from somebody's spreadsheet, with what such lists are full of, on its way to a group that can be written to. */

/** A worker takes the list in beside everything else that the machine has to do. */
const expect = expectSoon.configure({ timeout: 30_000 })

let email: string
test.beforeAll(async () => {
  email = await addPerson('operator')
})
const unique = Date.now()
const group = `Spring ${unique}`
const family = `Otieno${unique}`
const number = (n: number) => `081${String(unique + n).slice(-7)}`

const list = [
  'Mobile;First name;Last name;City',
  `${number(1)};Amina;${family};Nairobi`,
  '12;Too;Short;Nairobi',
  '2.54712E+11;From;Excel;Nairobi',
  `${number(2)};สมชาย;ใจดี;กรุงเทพ`,
  `${number(1)};Amina;Again;Mombasa`,
].join('\r\n')

// A worker takes the list in, and many screens are seen on the way.
test.slow()

test('a list with bad rows becomes a group, and the rows are named as the file numbers them', async ({
  page,
}) => {
  await signIn(page, email, '/contacts/import')
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'customers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeff${list}`),
  })
  await expect(page.getByText('customers.csv: 5 rows')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'What Mobile is' })).toHaveText('Phone number')
  await expect(page.getByRole('combobox', { name: 'What Last name is' })).toHaveText('Name')
  await page.getByLabel('Or into a new group called').fill(group)
  await page.getByRole('button', { name: 'Take in 5 rows' }).click()

  await page.waitForURL(/contacts\/import\/\d+$/)
  await expect(page.getByText('Taken in', { exact: true })).toBeVisible()
  const row = (n: number) =>
    page.getByRole('row').filter({ has: page.getByRole('cell', { name: String(n), exact: true }) })
  await expect(row(3)).toContainText('Too short')
  await expect(row(4)).toContainText('A spreadsheet has cut off its digits')
  await expect(row(6)).toContainText('Its number stands in an earlier row')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  expect(await readFile(await (await download).path(), 'utf8')).toContain('3,TOO_SHORT,12,Too,Short,Nairobi')

  await page.getByRole('link', { name: 'To the group' }).click()
  await expect(page.getByRole('heading', { name: group })).toBeVisible()
  await expect(page.getByText('2 people').first()).toBeVisible()
  await page.getByRole('link', { name: `Amina ${family}` }).click()
  await expect(page.getByRole('link', { name: 'Nairobi' })).toBeVisible()

  await page.getByRole('button', { name: 'Stop texts to this person' }).click()
  await page.getByLabel('Note').fill('asked at the counter')
  await page.getByRole('button', { name: 'Stop texts', exact: true }).click()
  await expect(page.getByText('Must not be texted')).toBeVisible()
  await page.getByRole('button', { name: 'Lift' }).click()
  await page.getByLabel('Why').fill('asked by phone to get them again')
  await page.getByRole('button', { name: 'Let it be texted' }).click()
  await expect(page.getByText('This person may be texted.')).toBeVisible()
})

test('a template is written with its placeholders and seen as one person gets it', async ({ page }) => {
  await signIn(page, email, '/templates/new')
  await page.getByLabel('Name', { exact: true }).fill(`Greeting ${group}`)
  await page.getByLabel('Text', { exact: true }).fill('Dear {{name}} of {{City}}')
  await page.getByRole('searchbox', { name: 'Find a person' }).fill(`amina ${family}`)
  await page.getByRole('button', { name: `Amina ${family}` }).click()
  await expect(page.getByText(`Dear Amina ${family} of Nairobi`)).toBeVisible()
  await page.getByRole('button', { name: 'Save the template' }).click()
  await expect(page.getByRole('link', { name: 'Write with it' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete the template' }).click()
  await page.waitForURL('**/templates')
  await expect(page.getByText(`Greeting ${group}`, { exact: true })).toBeHidden()
})
