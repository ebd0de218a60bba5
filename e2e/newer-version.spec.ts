import { expect, type Page, test } from '@playwright/test'
import { addPerson, signIn } from './person.ts'

const said = (page: Page) => page.getByRole('status').filter({ hasText: 'Longwave has been updated' })
const menu = (page: Page) => page.getByRole('button', { name: /your menu/ })

test('a page of an older version says that a newer one does not know what it asks for, and is well after a reload', async ({
  page,
}) => {
  await signIn(page, await addPerson('viewer'), '/')
  await menu(page).click()
  const zone = page.getByLabel('Time zone')
  await expect(zone).toBeVisible()
  // As Next answers an action that is in no build of its own.
  await page.route('/', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 404, headers: { 'x-nextjs-action-not-found': '1' }, body: 'Not found.' })
      : route.fallback(),
  )
  await zone.selectOption('Pacific/Auckland')
  await expect(said(page)).toBeVisible()
  await expect(zone).toHaveValue('')

  await page.unroute('/')
  await said(page).getByRole('button', { name: 'Reload' }).click()
  await expect(said(page)).toBeHidden()
  await menu(page).click()
  await page.getByLabel('Time zone').selectOption('Pacific/Auckland')
  await expect(said(page)).toBeHidden()
})

test('a page of an older version says that its code is gone, and stays as it is', async ({ page }) => {
  await signIn(page, await addPerson('viewer'), '/')
  await expect(page.getByRole('button', { name: 'Search' })).toBeVisible()
  // As the server answers for an address that it does not know: with a page, which no browser takes for code.
  await page.route('**/_next/static/**', (route) =>
    route.fulfill({
      headers: { 'content-type': 'text/html', 'x-content-type-options': 'nosniff' },
      body: '<!DOCTYPE html>',
    }),
  )
  await menu(page).click()
  await expect(said(page)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('a file that is not there is no page to sign in to', async ({ request }) => {
  for (const path of ['/_next/static/chunks/gone.js', '/_next/static/media/gone.woff2', '/gone.ico']) {
    const answer = await request.get(path, { maxRedirects: 0 })
    expect.soft([answer.status(), answer.headers()['content-type']], path).toEqual([404, 'application/json'])
  }
  const page = await request.get('/gone', { maxRedirects: 0 })
  expect([page.status(), page.headers().location]).toEqual([307, expect.stringContaining('/sign-in')])
})
