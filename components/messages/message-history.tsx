'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Section } from '#components/ui/section.tsx'
import type { MessageView } from '#lib/messages/schema.ts'
import type { HistoryEvent } from '#lib/messages/schema-follow.ts'
import { messages } from './message-queries.ts'
import { useStopReason } from './use-stop-reason.ts'

/** What happened and who did it, newest first. */
export function MessageHistory({ message }: { message: MessageView }) {
  const words = useTranslations('message.history')
  const { data } = useQuery(messages.history(message.uuid, message.state))
  return (
    <Section title={words('title')}>
      <ol className="flex flex-col">
        {data?.events.map((event) => (
          <li
            key={`${event.at} ${event.kind}`}
            className="group/event grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3 pb-3 last:pb-0"
          >
            <span aria-hidden="true" className="flex flex-col items-center">
              <span className="mt-1.5 size-2 rounded-full border-2 border-control bg-canvas group-first/event:border-accent" />
              <span className="-mb-4 w-px flex-1 bg-line group-last/event:hidden" />
            </span>
            <EventSentence event={event} failed={message.state === 'failed'} />
            <RelativeTime at={event.at} className="text-sm text-muted" />
          </li>
        ))}
      </ol>
    </Section>
  )
}

function EventSentence({ event, failed }: { event: HistoryEvent; failed: boolean }) {
  const words = useTranslations('message.history')
  const stopReason = useStopReason()
  const { kind, by, details } = event
  const key = kind === 'finished' && failed ? 'failed' : (kind.replace('.', '_') as 'planned')
  const values = {
    // An API key acts for its owner; both are named.
    who: by ? (by.key ? words('byKey', { name: by.name, key: by.key }) : by.name) : words('nobody'),
    people: Number(details.people ?? 0),
    credits: Number(details.credits ?? 0),
  }
  const reason = typeof details.reason === 'string' ? stopReason(details.reason, null) : null
  return (
    <p className="wrap-anywhere">
      {words.has(key) ? words(key, values) : words('other', { ...values, kind })}
      {reason && <span className="block text-sm text-muted">{reason}</span>}
    </p>
  )
}
