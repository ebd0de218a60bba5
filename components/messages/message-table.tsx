'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Count } from '#components/ui/figures.tsx'
import { Progress } from '#components/ui/progress.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { isFinished, messageTitle } from '#lib/messages/rules.ts'
import { countTexted, shareDelivered } from '#lib/messages/rules-recipients.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import { ControlButtons } from './control-buttons.tsx'
import type { MessageControls } from './message-controls.ts'
import { type MessageFilter, messages } from './message-queries.ts'
import { MessageStateChip } from './message-state.tsx'

type MessageListProps = {
  filter: MessageFilter
  empty: ReactNode
  /** Where every row waits for a decision or its time: what can be done about it, without opening it. */
  controls?: MessageControls
}

/** The messages of one page of the list, as they stand. */
export function MessageList({ filter, empty, controls }: MessageListProps) {
  const { data } = useQuery(messages.list(filter))
  if (!data || data.messages.length === 0) return empty
  return <MessageTable rows={data.messages} controls={controls} keys />
}

type MessageTableProps = { rows: readonly MessageView[]; controls?: MessageControls; keys?: boolean }

export function MessageTable({ rows, controls, keys }: MessageTableProps) {
  const words = useTranslations('messages')
  // Where there is something to do, it has the room of what can be done without.
  const progress = !controls || rows.some(hasStanding)
  return (
    <Table label={words('title')} keys={keys}>
      <TableHead>
        <Column>{words('column.message')}</Column>
        <Column>{words('column.state')}</Column>
        {progress && <Column className="w-52">{words('column.progress')}</Column>}
        <Column end>{words('column.people')}</Column>
        <Column end>{words('column.credits')}</Column>
        {!controls && <Column>{words('column.sender')}</Column>}
        <Column end>{words('column.when')}</Column>
        {controls && (
          <Column>
            <span className="sr-only">{words('column.actions')}</span>
          </Column>
        )}
      </TableHead>
      <TableBody>
        {rows.map((message) => (
          <MessageRow key={message.uuid} message={message} controls={controls} progress={progress} />
        ))}
      </TableBody>
    </Table>
  )
}

type MessageRowProps = { message: MessageView; controls: MessageControls | undefined; progress: boolean }

function MessageRow({ message, controls, progress }: MessageRowProps) {
  const words = useTranslations('messages.column')
  const { uuid, state, total, sender, scheduledTime, dueAt, startedAt, createdAt, waits } = message
  // What has not begun is looked for by when it leaves, everything else by when it left.
  const isLater = (scheduledTime !== null || waits.length > 0) && !isFinished(state)
  const when = startedAt ?? (isLater ? (dueAt ?? scheduledTime) : null) ?? createdAt
  return (
    <Row>
      <Cell className="w-full md:max-w-0 md:min-w-48">
        <RowLink href={`/messages/${uuid}`} className="block truncate">
          {messageTitle(message)}
        </RowLink>
      </Cell>
      <Cell label={words('state')} wide>
        <MessageStateChip state={state} />
      </Cell>
      {progress && (
        <Cell label={words('progress')} wide className={hasStanding(message) ? undefined : 'max-md:hidden'}>
          <Standing message={message} />
        </Cell>
      )}
      <Cell label={words('people')} end>
        <Count value={total} />
      </Cell>
      <Cell label={words('credits')} end>
        <Count value={isFinished(state) ? message.settled : message.credits} />
      </Cell>
      {!controls && (
        <Cell label={words('sender')} className="max-md:hidden">
          <span className="whitespace-nowrap">{sender}</span>
        </Cell>
      )}
      <Cell label={words('when')} wide end>
        <RelativeTime at={when} zone={startedAt ? undefined : (message.timeZone ?? undefined)} />
      </Cell>
      {controls && (
        <Cell end className="max-md:col-span-2 max-md:pt-2 md:w-px">
          <span className="relative flex flex-wrap gap-2 md:w-max">
            <ControlButtons message={message} controls={controls} size="sm" />
          </span>
        </Cell>
      )}
    </Row>
  )
}

const hasStanding = (message: MessageView): boolean =>
  countTexted(message) > 0 &&
  (isFinished(message.state)
    ? message.counts.delivered > 0
    : ['sending', 'paused', 'needs_attention'].includes(message.state))

/** A bar while it goes out, then how many got it. */
function Standing({ message }: { message: MessageView }) {
  const words = useTranslations('messages.progress')
  const format = useFormatter()
  const { state, counts } = message
  if (!hasStanding(message)) return null
  const texted = countTexted(message)
  if (!isFinished(state)) {
    const gone = texted - counts.queued
    return (
      <span className="flex w-full min-w-40 items-center gap-3">
        <Progress
          bare
          label={words('label', { title: messageTitle(message) })}
          value={gone}
          total={texted}
          className="flex-1"
        />
        <span className="w-10 text-right text-muted">
          {format.number(Math.floor((gone / texted) * 100) / 100, { style: 'percent' })}
        </span>
      </span>
    )
  }
  const share = format.number(shareDelivered(counts.delivered, texted), {
    style: 'percent',
    maximumFractionDigits: 1,
  })
  return <span className="whitespace-nowrap text-muted">{words('delivered', { share })}</span>
}
