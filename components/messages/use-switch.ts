'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { answered } from '#components/ui/outdated.ts'
import { showToast } from '#components/ui/toast.ts'
import { messages } from './message-queries.ts'
import { sending } from './sending-queries.ts'
import type { SendingSwitch } from './sending-switch.ts'

/** Turns the one switch, says what came of it, and has everything read again. Answers whether it was done. */
export function useSwitch(actions: SendingSwitch) {
  const words = useTranslations('states.sending')
  const screen = useTranslations('states.screen')
  const client = useQueryClient()

  return async (how: keyof SendingSwitch): Promise<boolean> => {
    const result = await answered(actions[how]({}))
    await Promise.all([
      client.invalidateQueries({ queryKey: sending.key }),
      client.invalidateQueries({ queryKey: messages.key }),
    ])
    if (!result?.ok) {
      showToast({ title: result?.error.message ?? screen('noAnswer'), status: 'bad' })
      return false
    }
    const counts = { messages: 0, gone: 0, leaving: 0, left: 0, ...(result.value as object) }
    showToast({ title: words(`done.${how}`, counts), status: how === 'stop' ? 'waiting' : 'good' })
    return true
  }
}
