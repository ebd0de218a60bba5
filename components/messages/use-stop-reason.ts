import { useTranslations } from 'next-intl'
import { attentionReasons } from '#lib/messages/rules.ts'

const known = [...attentionReasons, 'EVERYTHING_STOPPED', 'NOT_AFTER'] as const
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
