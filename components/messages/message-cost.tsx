'use client'

import { useTranslations } from 'next-intl'
import { Count } from '#components/ui/figures.tsx'
import { Section } from '#components/ui/section.tsx'
import type { MessageView } from '#lib/messages/schema.ts'

/** What was said, what it came to, and where the difference went. */
export function MessageCost({ message }: { message: MessageView }) {
  const words = useTranslations('message.cost')
  const { credits, settled, refunded, parts, counts } = message
  const held = Math.round((credits - settled - refunded) * 1000) / 1000
  const lines = [
    ['said', credits],
    ['spent', settled],
    ['back', refunded],
    ...(held > 0 ? [['held', held] as const] : []),
    ['parts', parts],
  ] as const
  const sentence = () => {
    if (held > 0) return words('open', { people: counts.queued + counts.unknown })
    if (refunded > 0)
      return words('difference', { people: counts.rejected + counts.blocked + counts.cancelled })
    return words('same')
  }
  return (
    <Section title={words('title')}>
      <dl>
        {lines.map(([key, value]) => (
          <div key={key} className="flex justify-between gap-4 border-b border-line py-2 last:border-b-0">
            <dt className="text-muted">{words(key)}</dt>
            <dd>
              <Count value={value} />
            </dd>
          </div>
        ))}
      </dl>
      {message.total > 0 && <p className="mt-2 text-sm text-muted">{sentence()}</p>}
    </Section>
  )
}
