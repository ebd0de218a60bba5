'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { ControlButtons } from '#components/messages/control-buttons.tsx'
import type { MessageControls } from '#components/messages/message-controls.ts'
import { Pace } from '#components/messages/message-progress.tsx'
import { MessageStateChip } from '#components/messages/message-state.tsx'
import { usePace } from '#components/messages/use-pace.ts'
import { Progress } from '#components/ui/progress.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { messageTitle } from '#lib/messages/rules.ts'
import type { MessageView } from '#lib/messages/schema.ts'

type Props = { messages: readonly MessageView[]; readAt: number; controls?: MessageControls }

/** What leaves at this moment, or is held back on its way. */
export function GoingOut({ messages, readAt, controls }: Props) {
  const words = useTranslations('overview')
  return (
    <Section title={words('goingOut')}>
      <ul className="flex flex-col">
        {messages.map((message) => (
          <li
            key={message.uuid}
            className="grid items-center gap-x-6 gap-y-1.5 border-b border-line py-2.5 last:border-b-0 xl:grid-cols-[minmax(8rem,1.2fr)_minmax(6rem,1fr)_10.5rem_12rem_12.5rem]"
          >
            <GoingOutRow message={message} readAt={readAt} controls={controls} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function GoingOutRow({ message, readAt, controls }: Omit<Props, 'messages'> & { message: MessageView }) {
  const words = useTranslations('messages.progress')
  const format = useFormatter()
  const { gone, texted, rate, left } = usePace(message, readAt)
  const title = messageTitle(message)
  return (
    <>
      <TextLink plain href={`/messages/${message.uuid}`} className="truncate">
        {title}
      </TextLink>
      {texted > 0 ? (
        <Progress bare label={words('label', { title })} value={gone} total={texted} />
      ) : (
        <span />
      )}
      <span className="tabular text-sm text-muted xl:text-right">
        {texted > 0 && (
          <>
            {format.number(Math.floor((gone / texted) * 100) / 100, { style: 'percent' })} ·{' '}
            <span className="text-ink">{format.number(gone)}</span> / {format.number(texted)}
          </>
        )}
      </span>
      <span className="tabular text-sm text-muted">
        {message.state === 'sending' && message.waits[0] && !rate ? (
          words.rich('waitsShort', {
            time: () => <RelativeTime at={message.waits[0]?.until ?? ''} zone={message.waits[0]?.zone} />,
          })
        ) : message.state === 'sending' ? (
          <Pace rate={rate} left={left} />
        ) : (
          <MessageStateChip state={message.state} />
        )}
      </span>
      <span className="flex justify-end gap-2 max-xl:mt-1 max-xl:justify-start">
        {controls && <ControlButtons message={message} controls={controls} size="sm" />}
      </span>
    </>
  )
}
