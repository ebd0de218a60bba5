import { expect, type Page } from '@playwright/test'
import { signIn } from './person.ts'

export const openComposer = (page: Page, email: string): Promise<void> => signIn(page, email, '/messages/new')

export const numbers = (page: Page) => page.getByLabel('Phone numbers')
export const text = (page: Page) => page.getByLabel('Text', { exact: true })

/** A place where no day ends while a test runs, so that tomorrow stays the same day. */
export const withinADay = [15, 16].includes(new Date().getUTCHours()) ? 'Asia/Tokyo' : 'Asia/Bangkok'

/** The address of a message that was confirmed. */
export const messagePage = /messages\/[0-9a-f-]{36}/

/** Chooses, with the keyboard, what a list was narrowed to; a list that has just opened marks its own choice a moment later. */
export async function pressOnlyOption(page: Page): Promise<void> {
  const option = page.getByRole('option')
  await expect(option).toHaveCount(1)
  await expect(option).toHaveAttribute('data-highlighted', '')
  await page.keyboard.press('Enter')
}
