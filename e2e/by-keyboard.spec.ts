import { expect, test } from '@playwright/test'
import { addPerson, signIn } from './person.ts'

test('a form that floats begins in its first field, and what closes gives the focus back', async ({
  page,
}) => {
  await signIn(page, await addPerson('admin'), '/settings/keys')
  const open = page.getByRole('button', { name: 'Make a key' }).first()
  await open.press('Enter')
  await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(open).toBeFocused()
})

test('what a key opened from nowhere gives the focus to nothing', async ({ page }) => {
  await signIn(page, await addPerson('operator'), '/')
  await page.reload()
  for (const [key, name] of [
    ['?', 'Keys'],
    ['Control+k', 'Search or jump to'],
  ] as const) {
    await page.keyboard.press(key)
    const floating = page.getByRole('dialog', { name })
    await expect(floating).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(floating).toBeHidden()
    await expect(page.locator('body')).toBeFocused()
  }
})

test('what is taken away gives the focus to what stands next, and another page to its content', async ({
  page,
}) => {
  await signIn(page, await addPerson('admin'), '/contacts')
  const unique = String(process.hrtime.bigint()).slice(-7)
  const add = async (path: string, data: object) => {
    const headers = { origin: new URL(page.url()).origin }
    return (await page.request.post(`/api/v2${path}`, { data, headers })).json()
  }
  const { id } = await add('/groups', { name: `Keyboard ${unique}` })
  for (const name of ['Daudi', 'Esther'])
    await add('/contacts', { msisdn: `+6681${name.length}${unique.slice(-6)}`, name, groups: [id] })
  await page.goto(`/contacts/groups/${id}`)
  const people = page.getByRole('main').getByRole('table')
  const [first, second] = await people.getByRole('link').allTextContents()
  await page.getByRole('button', { name: `Take ${first} out` }).press('Enter')
  await expect(people.getByRole('link', { name: second ?? '' })).toBeFocused()
  await page.getByRole('button', { name: `Take ${second} out` }).press('Enter')
  await expect(people).toBeHidden()
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)

  await page.getByRole('link', { name: 'Groups', exact: true }).first().press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Groups' })).toBeVisible()
  await people.getByRole('link', { name: `Keyboard ${unique}` }).press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: `Keyboard ${unique}` })).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
})

test('a form that was refused leads to the first field that says why', async ({ page }) => {
  await signIn(page, await addPerson('admin'), '/contacts')
  await page.getByRole('button', { name: 'Add a person' }).press('Enter')
  const dialog = page.getByRole('dialog')
  const number = dialog.getByLabel('Phone number')
  await number.fill('12')
  await dialog.getByLabel('Name').press('Enter')
  await expect(number).toHaveAttribute('aria-invalid', 'true')
  await expect(number).toBeFocused()
})
