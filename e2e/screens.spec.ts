import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { getCountries } from 'libphonenumber-js/max'
import { countryName } from '#lib/shared/country-name.ts'
import { addPerson, signIn } from './person.ts'

/*
 * Every screen of the dashboard, in both themes and on a phone, with something in it: nothing that axe minds, nothing
 * that scrolls sideways, no error in the console. A new screen is one line here.
 */

type Things = { contact: number; group: number; template: number; message: string }

const screens: readonly ((things: Things) => string)[] = [
  () => '/',
  () => '/messages',
  () => '/messages/new',
  () => '/messages/calendar',
  ({ message }) => `/messages/${message}`,
  ({ message }) => `/messages/${message}/recipients`,
  () => '/inbox',
  () => '/contacts',
  () => '/contacts?q=nobody-is-called-so',
  ({ contact }) => `/contacts/${contact}`,
  () => '/contacts/groups',
  ({ group }) => `/contacts/groups/${group}`,
  () => '/contacts/suppressed',
  () => '/contacts/import',
  () => '/templates',
  () => '/templates/new',
  ({ template }) => `/templates/${template}`,
  () => '/senders',
  () => '/reports',
  () => '/reports/credits',
  () => '/reports/exports',
  () => '/settings/general',
  () => '/settings/accounts',
  () => '/settings/accounts/1',
  () => '/settings/accounts/new',
  () => '/settings/users',
  () => '/settings/keys',
  () => '/settings/audit',
  () => '/docs/api',
  () => '/docs/api/messages',
  () => '/docs/api/objects',
  () => '/docs/api/refusals',
  () => '/nowhere',
]

/** Something for the lists to show. */
async function fill(page: Page): Promise<Things> {
  const { request } = page
  const origin = new URL(page.url()).origin
  const add = async (path: string, data: object) => {
    const answer = await request.post(`/api/v2${path}`, { data, headers: { origin } })
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
    return answer.json()
  }
  const unique = Date.now()
  const group = await add('/groups', { name: `Customers ${unique}` })
  const contact = await add('/contacts', {
    msisdn: `+6681${String(unique).slice(-7)}`,
    name: 'Amina Otieno',
    tags: ['vip', 'newsletter'],
    attributes: { city: 'Nairobi' },
    groups: [group.id],
  })
  await add('/suppressions', { msisdns: [contact.msisdn], reason: 'opt_out', note: 'asked at the counter' })
  const template = await add('/templates', { name: `Rent ${unique}`, content: 'Dear {{name}}, “hello”.' })
  const message = await add('/sms/send', { msisdns: ['+66812345611'], content: 'Hello', sender: 'REHEARSAL' })
  return { contact: contact.id, group: group.id, template: template.id, message: message.uuid }
}

/** Each theme and each width once: what can go wrong in the two others goes wrong here too. */
const views = [
  { width: 1280, height: 900, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const

test('every screen is fit for every eye and every width', async ({ browser }) => {
  test.setTimeout(screens.length * 20_000)
  const page = await adminPage(browser)
  const things = await fill(page)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`))
  for (const screen of screens) {
    const path = screen(things)
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible()
    for (const { colorScheme, ...size } of views) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // No frames here, for which a page of its own would be opened each time; and nothing is said about what is in order.
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
      const { violations } = await axe.analyze()
      const found = violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)])
      expect.soft(found, `${path} at ${size.width} px, ${colorScheme}`).toEqual([])
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect.soft(sideways, `${path} at ${size.width} px scrolls sideways`).toBeLessThanOrEqual(0)
    }
  }
  expect(errors).toEqual([])
  await page.context().close()
})

test('without a connection a link leads nowhere instead of away from what is there', async ({ browser }) => {
  const page = await adminPage(browser)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  await page.context().setOffline(true)
  await expect(page.getByText(/^No connection/)).toBeVisible()
  const link = page.getByRole('navigation').getByRole('link', { name: 'Senders' })
  await link.click()
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  await page.context().setOffline(false)
  await expect(page.getByText(/^No connection/)).toBeHidden()
  await link.click()
  await page.waitForURL('**/senders')
  await page.context().close()
})

test('what has the focus is never behind a bar', async ({ browser }) => {
  const page = await adminPage(browser)
  await page.setViewportSize({ width: 640, height: 400 })
  await page.goto('/settings/general')
  for (let stop = 0; stop < 30; stop++) {
    await page.keyboard.press('Tab')
    const covered = await page.evaluate(() => {
      const { activeElement: focused } = document
      if (!focused || focused.closest('header, nav') || focused.clientHeight > innerHeight / 2) return null
      const { left, top, width, height } = focused.getBoundingClientRect()
      const seen = document.elementFromPoint(left + width / 2, top + height / 2)
      return seen?.closest('header, nav') ? focused.outerHTML : null
    })
    expect(covered).toBeNull()
  }
  await page.context().close()
})

test('a country is called the same on the server and in the browser', async ({ page }) => {
  for (const locale of ['en', 'th']) {
    const asked = getCountries().map((code) => [code, locale] as const)
    const names = await page.evaluate<string[]>(
      `${JSON.stringify(asked)}.map(([code, locale]) => (${countryName})(code, locale))`,
    )
    expect(names).toEqual(asked.map(([code]) => countryName(code, locale)))
  }
})

async function adminPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await signIn(page, await addPerson('admin'), '/')
  return page
}
