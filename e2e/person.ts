import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'

const password = 'three unrelated words'

/** Adds a person for one file of tests; the command line works while the server runs. Answers their e-mail address. */
export function addPerson(role: 'admin' | 'operator' | 'viewer'): string {
  const email = `${role}-${Date.now()}@example.com`
  const { E2E_DATA_DIR: dataDir, ...rest } = process.env
  const { DATABASE_URL: _url, ENCRYPTION_KEY: _key, AUTH_SECRET: _secret, ...bare } = rest
  const env = dataDir ? { ...bare, DATA_DIR: dataDir } : rest
  const args = ['scripts/admin.ts', 'user', 'create', '--email', email, '--role', role]
  execFileSync(process.execPath, [...args, '--password-stdin'], { env, input: password })
  return email
}

/** Signs such a person in and goes to a screen. */
export async function signIn(page: Page, email: string, path: string): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`)
  await signInHere(page, email)
  await page.waitForURL(`**${path}`)
}

/** The same on a page that already asks for it. */
export async function signInHere(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
