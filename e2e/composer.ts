import type { Page } from '@playwright/test'
import { signIn } from './person.ts'

export const openComposer = (page: Page, email: string): Promise<void> => signIn(page, email, '/messages/new')

export const numbers = (page: Page) => page.getByLabel('Phone numbers')
export const text = (page: Page) => page.getByLabel('Text', { exact: true })

/** The address of a message that was confirmed. */
export const messagePage = /messages\/[0-9a-f-]{36}/
