'use client'

import { useTranslations } from 'next-intl'
import { ControlButtons } from '#components/messages/control-buttons.tsx'
import type { MessageControls } from '#components/messages/message-controls.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { messageTitle } from '#lib/messages/rules.ts'
import type { MessageView } from '#lib/messages/schema.ts'

type Props = { messages: readonly MessageView[]; controls?: MessageControls }

/** What leaves next, soonest first. */
export function Next({ messages, controls }: Props) {
  const words = useTranslations('overview')
  const common = useTranslations('common')
  return (
    <Section title={words('next')} aside={<TextLink href="/messages/calendar">{words('calendar')}</TextLink>}>
      <ul className="flex flex-col">
        {messages.map((message) => (
          <li
            key={message.uuid}
            className="grid items-center gap-x-6 gap-y-1 border-b border-line py-2.5 last:border-b-0 xl:grid-cols-[11rem_minmax(10rem,1fr)_8rem_8rem_auto]"
          >
            {message.dueAt && (
              <RelativeTime at={message.dueAt} zone={message.timeZone ?? undefined} className="font-medium" />
            )}
            <TextLink plain href={`/messages/${message.uuid}`} className="truncate">
              {messageTitle(message)}
            </TextLink>
            <span className="tabular text-sm text-muted">{common('people', { count: message.total })}</span>
            <span className="tabular text-sm text-muted">
              {common('credits', { count: message.credits })}
            </span>
            <span className="flex justify-end gap-2 max-xl:mt-1 max-xl:justify-start">
              {controls && <ControlButtons message={message} controls={controls} size="sm" />}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
