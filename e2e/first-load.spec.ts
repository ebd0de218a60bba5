import { type Cookie, expect, type Page, test } from '@playwright/test'
import { numbers } from './composer.ts'
import { openHeld } from './held-scripts.ts'
import { addPerson, signIn, signInHere } from './person.ts'

let email: string
let cookies: Cookie[]
/** The screen of a group that was made for this. */
let group: string

test.beforeAll(async ({ browser }) => {
  email = await addPerson('admin')
  const page = await browser.newPage()
  await signIn(page, email, '/contacts')
  cookies = await page.context().cookies()
  const answer = await page.request.post('/api/v2/groups', {
    data: { name: `Customers ${process.hrtime.bigint()}` },
    headers: { origin: new URL(page.url()).origin },
  })
  group = `/contacts/groups/${(await answer.json()).id}`
  await page.close()
})

/** Signed in once for all: most of these are not about the way in. */
const comeIn = (page: Page) => page.context().addCookies(cookies)

const palette = (page: Page) => page.getByRole('combobox', { name: 'Search or jump to' })

for (const which of ['all', 'late'] as const)
  test(`a button that is pressed, and pressed again, before its code has come does once what it says (${which})`, async ({
    page,
  }) => {
    await comeIn(page)
    const release = await openHeld(page, group, which)
    const more = page.getByRole('button', { name: /^What can be done with/ })
    await more.click()
    await more.click()
    await expect(page.getByRole('menu')).toHaveCount(0)
    release()
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    // A press that were still kept would come now, before the next one.
    await more.click()
    await expect(page.getByRole('menu')).toBeVisible()
  })

test('of two buttons that were pressed early the last one counts', async ({ page }) => {
  await comeIn(page)
  const release = await openHeld(page, group, 'all')
  await page.getByRole('button', { name: /^What can be done with/ }).click()
  await page.getByRole('button', { name: 'Narrow the menu' }).click()
  release()
  await expect(page.locator('[data-rail=narrow]')).toBeVisible()
  await expect(page.getByRole('menu')).toHaveCount(0)
})

for (const which of ['all', 'late'] as const)
  test(`the palette gets what is typed before its code has come, and no letter is taken for a key (${which})`, async ({
    page,
  }) => {
    await comeIn(page)
    const release = await openHeld(page, '/messages', which)
    const link = page.getByRole('navigation').getByRole('link', { name: 'Senders' }).first()
    await link.focus()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('cjrepo')
    release()
    await expect(palette(page)).toBeFocused()
    await expect(palette(page)).toHaveValue('cjrepo')
    await expect(page.getByRole('dialog')).toHaveCount(1)
    await expect(page).toHaveURL(/\/messages$/)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(link).toBeFocused()
  })

test('a key that is pressed before anything listens leads where it says, and one on the way in leads nowhere', async ({
  page,
}) => {
  const letIn = await openHeld(page, '/sign-in?next=/messages', 'all')
  await page.locator('body').press('c')
  letIn()
  await signInHere(page, email)
  await expect(page.getByRole('heading', { level: 1, name: 'Messages' })).toBeVisible()
  await page.unrouteAll()
  const release = await openHeld(page, '/messages', 'all')
  await page.getByRole('heading', { level: 1 }).press('c')
  release()
  await expect(page).toHaveURL(/\/messages\/new/)
})

test('the palette opens at the first press of its keys after somebody has signed in', async ({ page }) => {
  await signIn(page, email, '/messages')
  await page.keyboard.press('Control+k')
  await expect(palette(page)).toBeFocused()
})

test('who signs in before any script has come is signed in, and the address keeps no password', async ({
  page,
}) => {
  const addresses: string[] = []
  page.on('framenavigated', (frame) => addresses.push(frame.url()))
  const release = await openHeld(page, '/sign-in?next=/messages', 'all')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('three unrelated words')
  await page.getByRole('button', { name: 'Sign in' }).click()
  release()
  await expect(page.getByRole('heading', { level: 1, name: 'Messages' })).toBeVisible()
  expect(addresses.join(' ')).not.toContain('unrelated')
})

for (const which of ['all', 'late'] as const)
  test(`a form that is filled in and sent before its code has come is sent once, with all that was typed (${which})`, async ({
    page,
  }) => {
    await comeIn(page)
    const addresses: string[] = []
    page.on('framenavigated', (frame) => addresses.push(frame.url()))
    const release = await openHeld(page, '/templates/new', which)
    const name = `Early ${process.hrtime.bigint()}`
    await page.getByLabel('Name', { exact: true }).pressSequentially(name)
    await page.getByLabel('Text', { exact: true }).pressSequentially('Dear all, “hello”.')
    await page.getByRole('button', { name: 'Save the template' }).click()
    release()
    await expect(page).toHaveURL(/\/templates\/\d+$/)
    await expect(page.getByLabel('Text', { exact: true })).toHaveValue('Dear all, “hello”.')
    expect(addresses.join(' ')).not.toContain('?')
    const { templates } = await page.request.get('/api/v2/templates').then((answer) => answer.json())
    expect(templates.filter((one: { name: string }) => one.name === name)).toHaveLength(1)
  })

test('numbers that are typed into the composer before any script has come are counted once it has', async ({
  page,
}) => {
  await comeIn(page)
  const release = await openHeld(page, '/messages/new', 'all')
  await numbers(page).pressSequentially('0812345681')
  release()
  await expect(page.getByText(/1 person/).first()).toBeVisible()
  await page.keyboard.type('9')
  await expect(numbers(page)).toHaveValue('08123456819')
})

test('the focus stays where it is when the code of the place comes', async ({ page }) => {
  await comeIn(page)
  const release = await openHeld(page, group, 'late')
  const more = page.getByRole('button', { name: /^What can be done with/ })
  await more.focus()
  release()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
})

test('code that a bad line has lost is fetched again', async ({ page }) => {
  await comeIn(page)
  const html = await page.request.get(group).then((answer) => answer.text())
  const lost = new Map<string, number>()
  await page.route('**/*.js', (route) => {
    const { pathname } = new URL(route.request().url())
    const times = (lost.get(pathname) ?? 0) + 1
    lost.set(pathname, times)
    return html.includes(pathname) || times > 2 ? route.continue() : route.abort()
  })
  await page.goto(group)
  await page.getByRole('button', { name: /^What can be done with/ }).click()
  await expect(page.getByRole('menu')).toBeVisible()
})

test('nothing moves when late code comes', async ({ page }) => {
  await comeIn(page)
  await page.addInitScript(() => {
    const moved = { sum: 0 }
    Object.assign(window, { moved })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moved.sum += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const screens = [
    ['/', 1280],
    ['/messages', 390],
    ['/messages/new', 1280],
    ['/contacts', 390],
    ['/senders', 1280],
    ['/reports', 390],
    ['/settings/general', 1280],
  ] as const
  for (const [screen, width] of screens) {
    await page.setViewportSize({ width, height: 860 })
    await page.unrouteAll()
    const release = await openHeld(page, screen, 'all')
    release()
    await page.waitForLoadState('networkidle')
    const { sum } = await page.evaluate(() => (window as unknown as { moved: { sum: number } }).moved)
    expect.soft(sum, `${screen} at ${width} px`).toBeLessThan(0.01)
  }
})
