// `npm run screens`: pictures of every screen in both themes and on a phone, into docs/screens/, from an installation of
// its own with the demonstration in it. Arguments narrow them: `npm run screens -- overview message`.

import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { findBrowser } from './browser.ts'
import { ensureClient } from './build.ts'
import { type OwnServer, withServer } from './own-server.ts'
import { toPalette } from './png-palette.ts'
import { runStages } from './stage.ts'

const FOLDER = 'docs/screens'
const email = 'wanjiru@example.com'
const password = 'three unrelated words'

const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'phone-dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const

type Screen = {
  name: string
  path: string | ((page: Page) => Promise<string>)
  ready?: (page: Page) => Promise<void>
}

/** Where the first message of this name is. */
const messageNamed = (title: string) => async (page: Page) => {
  await page.goto(`/messages?q=${encodeURIComponent(title)}`)
  return (await page.getByRole('link', { name: title }).first().getAttribute('href')) ?? '/'
}

const screens: Screen[] = [
  { name: 'overview', path: '/' },
  { name: 'messages', path: '/messages' },
  { name: 'calendar', path: '/messages/calendar' },
  { name: 'message', path: messageNamed('Customer survey') },
  { name: 'recipients', path: async (page) => `${await messageNamed('Customer survey')(page)}/recipients` },
  { name: 'compose', path: '/messages/new', ready: writeSomething },
  { name: 'inbox', path: '/inbox' },
  { name: 'contacts', path: '/contacts' },
  { name: 'groups', path: '/contacts/groups' },
  { name: 'stopped', path: '/contacts/suppressed' },
  { name: 'import', path: '/contacts/import' },
  { name: 'templates', path: '/templates' },
  { name: 'senders', path: '/senders' },
  { name: 'reports', path: '/reports' },
  { name: 'credits', path: '/reports/credits' },
  { name: 'files', path: '/reports/exports' },
  { name: 'general', path: '/settings/general' },
  { name: 'accounts', path: '/settings/accounts' },
  { name: 'people', path: '/settings/users' },
  { name: 'keys', path: '/settings/keys' },
  { name: 'audit', path: '/settings/audit' },
]

async function writeSomething(page: Page): Promise<void> {
  await page.getByLabel('Phone numbers').fill('0812345601\n0812345602\n0712 345 678\n2.54712E+11\n0812345601')
  await page.getByLabel('Text', { exact: true }).fill('Your order “Lamp” is ready. See you at {{shop}}!')
  await page.getByLabel('{{shop}}').fill('Central Market')
  await page.getByRole('button', { name: /^Send to/ }).waitFor()
}

/** Runs one of our programs beside the server, on its database. */
function run(server: OwnServer, args: string[], input?: string): void {
  const { DATABASE_URL: _, ...env } = process.env
  const done = spawnSync(process.execPath, [...process.execArgv, ...args], {
    env: { ...env, DATA_DIR: server.dataDir },
    stdio: ['pipe', 'inherit', 'inherit'],
    input: input ?? '',
  })
  if (done.status !== 0) throw new Error(`${args[0]} failed`)
}

async function signIn(
  browser: Browser,
  baseURL: string,
): Promise<Awaited<ReturnType<BrowserContext['storageState']>>> {
  const context = await browser.newContext({ baseURL, locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${baseURL}/`)
  return context.storageState()
}

async function take(browser: Browser, baseURL: string, wanted: readonly Screen[]): Promise<void> {
  const storageState = await signIn(browser, baseURL)
  for (const { name: look, ...settings } of looks) {
    const context = await browser.newContext({
      ...{ baseURL, storageState, ...settings },
      ...{ locale: 'en-GB', timezoneId: 'Africa/Nairobi', reducedMotion: 'reduce' },
    })
    const page = await context.newPage()
    for (const { name, path, ready } of wanted) {
      await page.goto(typeof path === 'string' ? path : await path(page), { waitUntil: 'networkidle' })
      await ready?.(page)
      const picture = toPalette(await page.screenshot({ animations: 'disabled', caret: 'hide' }))
      writeFileSync(join(FOLDER, `${name}-${look}.png`), picture)
      console.log(`${name}-${look}.png ${Math.ceil(picture.length / 1000)} kB`)
    }
    await context.close()
  }
}

await runStages(async (signal) => {
  const only = process.argv.slice(2)
  const wanted = screens.filter(({ name }) => only.length === 0 || only.includes(name))
  await ensureClient({ say: console.log, signal })
  const executablePath = findBrowser(console.log)
  mkdirSync(FOLDER, { recursive: true })
  await withServer(signal, async (server) => {
    const admin = [
      'scripts/admin.ts',
      'user',
      'create',
      '--email',
      email,
      '--role',
      'admin',
      '--password-stdin',
    ]
    run(server, ['scripts/demo.ts'])
    run(server, admin, password)
    const browser = await chromium.launch({ executablePath })
    try {
      await take(browser, server.baseUrl, wanted)
    } finally {
      await browser.close()
    }
  })
})
