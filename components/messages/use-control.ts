'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { credits } from '#components/credits/credit-queries.ts'
import { answered } from '#components/ui/outdated.ts'
import { showToast } from '#components/ui/toast.ts'
import type { MessageControl } from '#lib/messages/rules.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import type { Done, Steering } from './message-controls.ts'
import { messages } from './message-queries.ts'
import { placeOf } from './place-of.ts'

/** Does something with a message, says what came of it, and has everything read again. Answers whether it was done. */
export function useSteering() {
  const screen = useTranslations('states.screen')
  const client = useQueryClient()
  return async (act: () => Promise<Done>, done: string): Promise<boolean> => {
    const result = await answered(act())
    await Promise.all([
      client.invalidateQueries({ queryKey: messages.key }),
      client.invalidateQueries({ queryKey: credits.key }),
    ])
    if (result?.ok) showToast({ title: done, status: 'good' })
    else showToast({ title: result?.error.message || screen('noAnswer'), status: 'bad' })
    return result?.ok === true
  }
}

/** Steers a message by one of its controls. Answers whether it was done. */
export function useControl(message: MessageView, controls: Steering) {
  const words = useTranslations('messages.controls')
  const steer = useSteering()
  return (control: MessageControl): Promise<boolean> =>
    steer(
      () => controls[control]({ uuid: message.uuid }),
      words(`${control}.done`, { people: message.counts.queued, place: placeOf(message) }),
    )
}
