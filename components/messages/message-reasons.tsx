'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { Count } from '#components/ui/figures.tsx'
import { Section } from '#components/ui/section.tsx'
import { ShareBar } from '#components/ui/share-bar.tsx'
import { StatusIcon } from '#components/ui/status.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { withQuery } from '#components/with-query.ts'
import { isFinished } from '#lib/messages/rules.ts'
import { groupOfKind } from '#lib/messages/rules-recipients.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import { MessageNetworks } from './message-networks.tsx'
import { messages } from './message-queries.ts'
import { statusOfShown } from './recipient-state.tsx'
import { useReasonWords } from './use-reason-words.ts'

const SHOWN = 8

/** Why people did not get it, most frequent first, each with what to do; nothing where everybody got it. */
export function MessageReasons({ message, live }: { message: MessageView; live: boolean }) {
  const { uuid, startedAt, total } = message
  const format = useFormatter()
  const words = useTranslations('message.reasons')
  const reasonWords = useReasonWords()
  const { data } = useQuery(messages.reasons(uuid, live))
  if (!data || data.reasons.length === 0) return null
  const { networks, looked, people } = data
  // Who is in doubt may have it: they come after those who certainly did not get it, and are no part of their number.
  const doubtful = data.reasons.filter(({ state }) => state === 'unknown')
  const missed = data.reasons.filter(({ state }) => state !== 'unknown')
  const reasons = [...missed, ...doubtful]
  const first = reasons[0] as (typeof reasons)[number]
  const doubt = doubtful.reduce((sum, { count }) => sum + count, 0)
  const tense = missed.length === 0 ? 'doubt' : startedAt || isFinished(message.state) ? 'after' : 'before'
  const told = tense === 'doubt' ? people : people - doubt
  return (
    <Section
      title={words(tense === 'doubt' ? 'doubtTitle' : startedAt ? 'title' : 'before')}
      hint={looked < people ? words('estimated', { looked, people }) : undefined}
    >
      <p className="mb-2 max-w-prose">
        {words('sentence', {
          tense,
          people: told,
          total,
          doubt: tense === 'doubt' ? 0 : doubt,
          // Of a handful a tenth of a percent says nothing.
          share: format.number(told / total, {
            style: 'percent',
            maximumFractionDigits: total < 1000 ? 0 : 1,
          }),
          why: reasonWords(first.state, first.reason).label,
        })}
      </p>
      <ul className="flex flex-col">
        {reasons.slice(0, SHOWN).map(({ state, reason, count }) => {
          const { label, todo } = reasonWords(state, reason)
          const group = groupOfKind(state)
          const href = withQuery(`/messages/${uuid}/recipients`, { show: group, reason })
          return (
            <li key={`${state} ${reason}`} className="flex gap-3 border-b border-line py-2.5 last:border-b-0">
              <Count value={count} className="min-w-12 shrink-0 text-right font-medium sm:min-w-16" />
              <StatusIcon status={statusOfShown[state]} className="mt-[3px]" />
              <div className="min-w-0 flex-1">
                <TextLink plain href={href}>
                  {label}
                </TextLink>
                <p className="max-w-prose text-sm text-muted">{todo}</p>
                {reasons.length > 1 && (
                  <ShareBar share={count / people} status={statusOfShown[state]} className="mt-1.5 h-1" />
                )}
              </div>
            </li>
          )
        })}
      </ul>
      {reasons.length > SHOWN && (
        <p className="mt-2 text-sm text-muted">{words('more', { count: reasons.length - SHOWN })}</p>
      )}
      <MessageNetworks networks={networks} />
    </Section>
  )
}
