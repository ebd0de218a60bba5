'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Count } from '#components/ui/figures.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { withQuery } from '#components/with-query.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import { messages } from './message-queries.ts'

/** What was said, what it came to, and where the difference went. */
export function MessageCost({ message, live }: { message: MessageView; live: boolean }) {
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
    return words(refunded > 0 ? 'difference' : 'same')
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
      {message.startedAt && <Counted uuid={message.uuid} live={live} />}
    </Section>
  )
}

/** What the provider counted against what was said; who differs is a link away. */
function Counted({ uuid, live }: { uuid: string; live: boolean }) {
  const words = useTranslations('message.counted')
  const { data } = useQuery(messages.billing(uuid, live))
  if (!data) return null
  const { told, rows, all, more, less, credits } = data
  if (!told) return <p className="mt-2 text-sm text-muted">{words('silent')}</p>
  if (rows === 0) return <p className="mt-2 text-sm text-muted">{words('same')}</p>
  return (
    <Notice status="doubtful" className="mt-3">
      {words(all ? 'differs' : 'differsMuch', { people: rows, more, less, credits })}{' '}
      <TextLink href={withQuery(`/messages/${uuid}/recipients`, { billed: 'differing' })}>
        {words('show')}
      </TextLink>
    </Notice>
  )
}
