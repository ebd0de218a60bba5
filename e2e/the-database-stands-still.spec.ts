import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { freezeDatabase } from '#test/frozen-database.ts'
import { addPerson, signIn } from './person.ts'

const { E2E_DATA_DIR: dataDir } = process.env
test.skip(!dataDir, 'only the database of an installation of its own may be stopped')

test('while the database stands still a page says so in seconds, and is there again when asked once more', async ({
  page,
  context,
}) => {
  await signIn(page, await addPerson('operator'), '/messages')
  const whole = await context.newPage()
  const { resume } = freezeDatabase(join(String(dataDir), 'postgres'))
  try {
    await page.getByRole('link', { name: 'Contacts', exact: true }).click()
    await whole.goto('/templates')
    for (const screen of [page, whole])
      await expect(screen.getByText('This page could not be shown')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Overview', exact: true }), 'the frame stays').toBeVisible()
  } finally {
    resume()
  }
  await whole.getByRole('button', { name: 'Try again' }).click()
  await expect(whole.getByRole('heading', { name: 'Templates', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Contacts', level: 1 })).toBeVisible()
})
