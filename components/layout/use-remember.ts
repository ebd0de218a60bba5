'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { answered } from '#components/ui/outdated.ts'
import { showToast } from '#components/ui/toast.ts'
import type { ActionResult } from '#lib/shared/action-result.ts'

type Choice = { locale?: string; timeZone?: string | null }

/** A server action that keeps a choice in the person's row, so that it holds on all their devices. */
export type RememberChoice = (choice: Choice) => Promise<ActionResult<void>>

/**
 * Keeps a choice and has the page drawn by it. Answers whether it was kept, and says so if it was not. Where nobody is
 * signed in, only the page is drawn again.
 */
export function useRemember(remember: RememberChoice | undefined) {
  const screen = useTranslations('states.screen')
  const router = useRouter()
  return async (choice: Choice): Promise<boolean> => {
    const result = remember && (await answered(remember(choice)))
    const kept = remember === undefined || result?.ok === true
    if (result?.ok === false) showToast({ title: result.error.message, status: 'bad' })
    else if (!kept) showToast({ title: screen('noAnswer'), status: 'bad' })
    router.refresh()
    return kept
  }
}
