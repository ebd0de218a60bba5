import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { freezeDatabase } from '#test/frozen-database.ts'
import { addPerson, signIn } from './person.ts'

const { E2E_DATA_DIR: dataDir } = process.env
test.skip(!dataDir, 'only the database of an installation of its own may be stopped')

test('while the database stands still a page says so in seconds, and is there again when asked once more', async ({
  page,
}) => {
  await signIn(page, addPerson('operator'), '/messages')
  const { resume } = freezeDatabase(join(String(dataDir), 'postgres'))
  try {
    await page.getByRole('link', { name: 'Contacts', exact: true }).click()
    await expect(page.getByText('This page could not be shown')).toBeVisible()
    // The frame stays where it was; a page that is asked for as a whole does without it.
    await expect(page.getByRole('link', { name: 'Overview', exact: true })).toBeVisible()
    await page.goto('/templates')
    await expect(page.getByText('This page could not be shown')).toBeVisible()
  } finally {
    resume()
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Templates', level: 1 })).toBeVisible()
})
