import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import { hashPassword } from '#lib/users/password-hash.ts'
import { connect } from './database.ts'

const password = 'three unrelated words'

/** The environment of programs that run beside the server, on its database. */
function beside(): NodeJS.ProcessEnv {
  const { E2E_DATA_DIR: dataDir, ...rest } = process.env
  const { DATABASE_URL: _url, ENCRYPTION_KEY: _key, AUTH_SECRET: _secret, ...bare } = rest
  return dataDir ? { ...bare, DATA_DIR: dataDir } : rest
}

/** Runs the administrator's command line, which works while the server runs. */
export const runAdmin = (args: readonly string[], input: string): string =>
  execFileSync(process.execPath, ['scripts/admin.ts', ...args], { env: beside(), input, encoding: 'utf8' })

/** Adds a person for one file of tests. Answers their e-mail address. */
export async function addPerson(role: 'admin' | 'operator' | 'viewer'): Promise<string> {
  const email = `${role}-${process.hrtime.bigint()}@example.com`
  const client = await connect()
  await client.query('insert into app_user (email, name, role, password_hash) values ($1, $2, $3, $4)', [
    email,
    email.split('@')[0],
    role,
    await hashPassword(password),
  ])
  await client.end()
  return email
}

/** Signs such a person in and goes to a screen. */
export async function signIn(page: Page, email: string, path: string): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`)
  await signInHere(page, email)
  // The address of the sign-in screen has that path in it too.
  await page.waitForURL((url) => `${url.pathname}${url.search}` === path)
}

/** The same on a page that already asks for it. */
export async function signInHere(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
