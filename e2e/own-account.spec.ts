import { expect, test } from '@playwright/test'
import { connect } from './database.ts'
import { addPerson, signIn, signInHere } from './person.ts'

test('people change their own password, choose their clock, and sign out wherever they are', async ({
  browser,
  page,
}) => {
  const email = await addPerson('operator')
  const elsewhere = await (await browser.newContext()).newPage()
  await signIn(page, email, '/')
  await signIn(elsewhere, email, '/')
  const menu = page.getByRole('button', { name: /your menu/ })

  await menu.click()
  await page.getByLabel('Time zone').selectOption('Pacific/Auckland')
  await page.getByText('ไทย', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', /^th/)
  // As the server draws it, before any code of the page runs.
  await expect(async () => {
    const drawn = await (await elsewhere.request.get('/')).text()
    expect(drawn).toMatch(/<html lang="th/)
    expect(drawn).toContain('Pacific/Auckland')
  }).toPass()
  await page.getByText('English', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/)

  await page.getByRole('link', { name: 'Change password' }).click()
  await page.getByLabel('Present password').fill('three unrelated words')
  await page.getByLabel('New password', { exact: true }).fill('four quite unrelated words')
  await page.getByLabel('New password again').fill('four quite unrelated words')
  await page.getByRole('button', { name: 'Save and continue' }).click()
  await page.waitForURL((url) => url.pathname === '/')
  const client = await connect()
  const { rows } = await client.query(
    `select action from audit_entry a join app_user u on u.id = a.user_id
     where u.email = $1 and action = 'password.change'`,
    [email],
  )
  await client.end()
  expect(rows, 'they did it, not Longwave itself').toHaveLength(1)
  await elsewhere.reload()
  await expect(elsewhere).toHaveURL(/sign-in/)

  await menu.click()
  await page.getByRole('link', { name: 'Change password' }).click()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.waitForURL('**/sign-in')
  await signInHere(page, email)
  await expect(page.getByText(/is not right/)).toBeVisible()
})
