import { expect, test } from '@playwright/test'
import { addPerson, signIn } from './person.ts'

let email: string
test.beforeAll(async () => {
  email = await addPerson('operator')
})

test('a key is shown once, tries the API out on its reference, and does nothing more once it is revoked', async ({
  page,
  context,
}) => {
  await signIn(page, email, '/settings/keys')
  await page.getByRole('button', { name: 'Make a key' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill('Shop')
  await page.getByRole('button', { name: 'Make and show the key' }).click()
  const shown = page.getByRole('figure', { name: 'Your new key' })
  const key = (await shown.textContent()) ?? ''
  expect(key).toMatch(/^lw_[a-z0-9]{8}_[\w-]{43}$/)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.reload()
  await expect(page.getByText(key.slice(0, 11))).toBeVisible()
  await expect(page.getByText(key)).toHaveCount(0)
  await page.getByRole('link', { name: 'API', exact: true }).click()
  await page.waitForURL('**/docs/api')

  // Nobody is signed in here any more: what is answered, the key is answered.
  await context.clearCookies()
  await page.getByLabel('API key').fill(key)
  await page.getByRole('navigation').getByRole('link', { name: 'Messages', exact: true }).click()
  await page.waitForURL('**/docs/api/messages')
  await expect(page.getByLabel('API key')).toHaveValue(key)
  const send = page.getByRole('article').filter({ hasText: 'POST /api/v2/sms/send' })
  await send.getByRole('button', { name: 'Python' }).click()
  await expect(send.getByRole('figure', { name: 'Python' })).toContainText('urllib.request')
  await send.getByText('Try it').click()
  const body = { sender: 'REHEARSAL', content: 'Hello', msisdns: ['0812345678'], dryRun: true }
  await send.getByLabel('Body').fill(JSON.stringify(body))
  await send.getByRole('button', { name: 'Send the request' }).click()
  await expect(send.getByText('200 OK')).toBeVisible()
  await expect(send.getByRole('figure', { name: 'Answer' })).toContainText('"credits": 1')

  await signIn(page, email, '/settings/keys')
  await page.getByRole('button', { name: 'Revoke: Shop' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('Revoked', { exact: true })).toBeVisible()
  const answer = await page.request.get('/api/v2/credit', { headers: { 'x-api-key': key } })
  expect(answer.status()).toBe(401)
})
