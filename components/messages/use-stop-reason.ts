import { useTranslations } from 'next-intl'

const known = [
  'PROVIDER_REFUSED',
  'TOO_MANY_REFUSALS',
  'NO_CLEAR_ANSWERS',
  'ACCOUNT_NEEDS_ATTENTION',
  'PLAN_INTERRUPTED',
  'OVERDUE',
  'RESTORED',
  'SENDER_NOT_APPROVED',
] as const
type Known = (typeof known)[number]

const isKnown = (code: string): code is Known => (known as readonly string[]).includes(code)

/** Why a message stopped by itself, in a sentence; null when it says nothing. */
export function useStopReason() {
  const words = useTranslations('messages.stopped')
  return (reason: string | null, details: Record<string, unknown> | null): string | null => {
    if (reason === null) return null
    // What the provider wrote about it.
    const said = typeof details?.reason === 'string' && details.reason !== '' ? details.reason : null
    const sentence = isKnown(reason) ? words(reason) : words('other', { code: reason })
    return said ? `${sentence} ${words('said', { text: said })}` : sentence
  }
}
