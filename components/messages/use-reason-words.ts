import { type Messages, useTranslations } from 'next-intl'
import type { ShownState } from './recipient-state.tsx'

type Known = Exclude<keyof Messages['recipients']['reasons'], 'other'>

/** Codes that differ only in what a machine would do about them. */
const sameAs: Record<string, string> = {
  TIMEOUT: 'NO_ANSWER',
  CONNECTION_LOST: 'NO_ANSWER',
  ANSWER_BROKEN: 'NO_ANSWER',
  ANSWER_TOO_BIG: 'NO_ANSWER',
  ANSWER_NOT_UNDERSTOOD: 'NO_ANSWER',
  ADAPTER_FAILED: 'NO_ANSWER',
  SENDING_FAILED: 'NO_ANSWER',
  NOT_MENTIONED: 'NO_ANSWER',
  CONTRADICTORY: 'NO_ANSWER',
  RESTORED: 'INTERRUPTED',
  SENDER_NAME_BLACKLISTED: 'BLOCKLISTED',
  INVALID_MSISDN: 'INVALID_NUMBER',
  NETWORK_NOT_ALLOWED: 'NO_ROUTE',
  EXPIRED: 'VALIDITY_EXPIRED',
  UNREACHABLE: 'ABSENT_SUBSCRIBER',
  NO_REPORT: 'NO_RECEIPT',
}

/**
 * Why something happened to a person and what to do about it, in words. A code that the catalogue does not know is shown
 * as the provider gave it, with what its state says.
 */
export function useReasonWords() {
  const words = useTranslations('recipients.reasons')
  const states = useTranslations('states.recipient')

  return (state: ShownState, reason: string | null): { label: string; todo: string } => {
    const todo = states(`${state}.hint`)
    if (reason === null) return { label: states(`${state}.label`), todo }
    const bare = reason.split(':', 1)[0] ?? ''
    const code = /^HTTP_\d{3}$/.test(bare) ? 'NO_ANSWER' : (sameAs[bare] ?? bare)
    const known = code as Known
    if (words.has(`${known}.label`)) return { label: words(`${known}.label`), todo: words(`${known}.todo`) }
    return { label: words('other', { code: bare }), todo }
  }
}
