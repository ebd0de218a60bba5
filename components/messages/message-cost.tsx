'use client'

import { useTranslations } from 'next-intl'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Count } from '#components/ui/figures.tsx'
import { Section } from '#components/ui/section.tsx'
import type { MessageView } from '#lib/messages/schema.ts'

/** What was said, what it came to, and where the difference went. */
export function MessageCost({ message }: { message: MessageView }) {
  const words = useTranslations('message.cost')
  const { credits, settled, refunded, parts, counts } = message
  const held = Math.round((credits - settled - refunded) * 1000) / 1000
  const line = (key: 'said' | 'spent' | 'back' | 'held', value: number) => ({
    key,
    term: words(key),
    value: <Count value={value} />,
  })
  const sentence = () => {
    if (held > 0) return words('open', { people: counts.queued + counts.unknown })
    if (refunded > 0)
      return words('difference', { people: counts.rejected + counts.blocked + counts.cancelled })
    return words('same')
  }
  return (
    <Section title={words('title')}>
      <DescriptionList
        facts={[
          line('said', credits),
          line('spent', settled),
          line('back', refunded),
          ...(held > 0 ? [line('held', held)] : []),
          { key: 'parts', term: words('parts'), value: <Count value={parts} /> },
        ]}
      />
      {message.total > 0 && <p className="mt-2 text-sm text-muted">{sentence()}</p>}
    </Section>
  )
}
