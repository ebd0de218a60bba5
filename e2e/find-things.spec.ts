import { expect, test } from '@playwright/test'
import { addPerson, signIn } from './person.ts'

test('the search at the head finds people, messages, and rooms by the words of other products', async ({
  page,
}) => {
  await signIn(page, await addPerson('admin'), '/')
  const headers = { origin: new URL(page.url()).origin }
  const name = `Wangari ${Date.now()}`
  const msisdn = `+6689${String(Date.now()).slice(-7)}`
  await page.request.post('/api/v2/contacts', { headers, data: { msisdn, name } })
  const content = `Your order ${name} is ready.`
  const data = { msisdns: [msisdn], content, sender: 'REHEARSAL' }
  expect((await page.request.post('/api/v2/sms/send', { headers, data })).ok()).toBe(true)

  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Search or jump to' })
  await field.fill('opt-out')
  await expect(page.getByRole('option', { name: /Stopped\s*Contacts/ })).toBeVisible()
  await field.fill(name)
  await expect(page.getByRole('option', { name: /Your order.*Messages/ })).toBeVisible()
  await page.getByRole('option', { name: new RegExp(`^${name}.*Contacts`) }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()

  await page.keyboard.press('Control+k')
  await field.fill('zzzz nobody')
  await expect(page.getByText('Nothing matches “zzzz nobody”.')).toBeVisible()
})
