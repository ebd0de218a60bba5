'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { credits } from '#components/credits/credit-queries.ts'
import { showToast } from '#components/ui/toast.ts'
import type { MessageControl } from '#lib/messages/rules.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import type { Steering } from './message-controls.ts'
import { messages } from './message-queries.ts'

/** Steers a message, says what came of it, and has everything read again. Answers whether it was done. */
export function useControl(message: MessageView, controls: Steering) {
  const words = useTranslations('messages.controls')
  const screen = useTranslations('states.screen')
  const client = useQueryClient()

  return async (control: MessageControl): Promise<boolean> => {
    const result = await controls[control]({ uuid: message.uuid }).catch(() => null)
    await Promise.all([
      client.invalidateQueries({ queryKey: messages.key }),
      client.invalidateQueries({ queryKey: credits.key }),
    ])
    if (result?.ok)
      showToast({ title: words(`${control}.done`, { people: message.counts.queued }), status: 'good' })
    else showToast({ title: result?.error.message || screen('noAnswer'), status: 'bad' })
    return result?.ok === true
  }
}
