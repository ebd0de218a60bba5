import { expect, test } from '@playwright/test'
import { addPerson, runAdmin, signIn } from './person.ts'

let email: string
test.beforeAll(async () => {
  email = await addPerson('admin')
})

test('an account is added; what is assumed about its provider is folded until one of it is wrong', async ({
  page,
}) => {
  await signIn(page, email, '/settings/accounts/new?provider=mesms')
  const name = `ME-SMS ${process.hrtime.bigint()}`
  await expect(page.getByRole('heading', { name: 'Add an account at ME-SMS' })).toBeVisible()
  await expect(page.getByLabel('Default country')).toContainText('Thailand')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('API key').fill('k3y')
  await page.getByLabel('Address of the API').fill('https://mesms.invalid')
  const wait = page.getByLabel('Longest wait for an answer (s)')
  await expect(wait).toBeHidden()
  const assumptions = page.getByText(/^\d+ assumptions$/)
  await assumptions.click()
  await expect(page.getByText('The documents of ME-SMS do not say these.')).toBeVisible()
  await wait.fill('1')
  await assumptions.click()
  await expect(wait).toBeHidden()

  await page.getByRole('button', { name: 'Add the account' }).click()
  await expect(wait).toBeVisible()
  await expect(page.getByText('Must be from 5 to 100. Nothing was saved.')).toBeVisible()

  await wait.fill('45')
  await page.getByRole('button', { name: 'Add the account' }).click()
  await page.waitForURL(/\/settings\/accounts\/\d+$/)
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await assumptions.click()
  await expect(wait).toHaveValue('45')
})

test('a message that stopped with its account leads to the account', async ({ page, request }) => {
  const name = `refuses ${process.hrtime.bigint()}`
  const settings = JSON.stringify({ refusedAccountPercent: 100 })
  const create = ['account', 'create', '--provider', 'rehearsal', '--name', name, '--settings', settings]
  const { id } = JSON.parse(runAdmin([...create, '--secrets-stdin', '--json'], '{}'))
  runAdmin(['sender', 'create', '--account', name, '--value', 'REFUSED', '--approve'], '')
  const { key } = JSON.parse(
    runAdmin(['key', 'create', '--name', 'stops', '--scope', 'sms:send', '--json'], ''),
  )
  const sent = await request.post('/api/v2/sms/send', {
    headers: { 'x-api-key': key },
    data: { sender: 'REFUSED', accountId: id, content: 'Hello', msisdns: ['0812345678'] },
  })
  const { uuid } = await sent.json()

  await signIn(page, email, `/messages/${uuid}`)
  await page.getByRole('link', { name: 'See to the account' }).click()
  await page.waitForURL(`**/settings/accounts/${id}`)
  await expect(page.getByText('Stopped by itself')).toBeVisible()
  await page.getByRole('button', { name: 'Let it send again' }).click()
  await expect(page.getByText('Stopped by itself')).toBeHidden()
})
