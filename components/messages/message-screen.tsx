'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { PageHeader } from '#components/layout/page-header.tsx'
import { serverNow } from '#components/server-clock.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Count } from '#components/ui/figures.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { withQuery } from '#components/with-query.ts'
import { isFinished, messageTitle } from '#lib/messages/rules.ts'
import type { MessageDetailView } from '#lib/messages/schema.ts'
import { Approval } from './approval.tsx'
import { ControlButtons } from './control-buttons.tsx'
import { DoubtNotice } from './doubt-decision.tsx'
import { FiveNumbers } from './five-numbers.tsx'
import type { ApproveAction, DoubtActions, MessageControls, ResendActions } from './message-controls.ts'
import { MessageCost } from './message-cost.tsx'
import { MessageCountries } from './message-countries.tsx'
import { MessageHistory } from './message-history.tsx'
import { MessageProgress } from './message-progress.tsx'
import { messages } from './message-queries.ts'
import { MessageReasons } from './message-reasons.tsx'
import { MessageStateChip } from './message-state.tsx'
import { NotUpToDate } from './not-up-to-date.tsx'
import { PhoneText } from './phone-text.tsx'
import { placeOf } from './place-of.ts'
import { PlanProgress } from './plan-progress.tsx'
import { pollMs } from './poll.ts'
import { ResendButton } from './resend-button.tsx'
import { canUndo, UndoBar } from './undo-bar.tsx'
import { useFreshCredits } from './use-fresh-credits.ts'
import { useStopReason } from './use-stop-reason.ts'

type MessageScreenProps = {
  uuid: string
  controls?: MessageControls
  doubt?: DoubtActions
  resend?: ResendActions
  approve?: ApproveAction
  /** May open an account. */
  manages?: boolean
}

/** One message from confirmation to its last report. Without controls it is only to be read. */
export function MessageScreen({ uuid, controls, doubt, resend, approve, manages }: MessageScreenProps) {
  const words = useTranslations('message')
  const list = useTranslations('messages')
  const query = useQuery(messages.one(uuid))
  const message = query.data
  useFreshCredits(message)
  if (!message) return null
  const undo = canUndo(message)
  const live = pollMs(message, serverNow()) !== false
  const underway = message.startedAt !== null && (!isFinished(message.state) || message.counts.queued > 0)
  return (
    <>
      <PageHeader
        back={{ href: '/messages', label: list('title') }}
        title={messageTitle(message)}
        status={<MessageStateChip state={message.state} filled />}
        actions={
          !undo && (
            <>
              {controls && isFinished(message.state) && (
                <ButtonLink href={withQuery('/messages/new', { from: uuid })}>{words('again')}</ButtonLink>
              )}
              {resend && <ResendButton message={message} actions={resend} live={live} />}
              {controls && <ControlButtons message={message} controls={controls} />}
            </>
          )
        }
      />
      {undo && <UndoBar message={message} controls={controls} />}
      <NotUpToDate query={query} />
      {!undo && <Standing message={message} approve={approve} manages={manages} />}
      {message.planning && <PlanProgress planning={message.planning} className="mb-5 max-w-form" />}
      {underway && !undo && (
        <MessageProgress message={message} readAt={query.dataUpdatedAt} className="mb-5" />
      )}
      {message.total > 0 && (
        <div className="mb-8">
          <FiveNumbers message={message} />
        </div>
      )}
      <div className="grid grid-cols-1 items-start gap-x-12 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div>
          {doubt && <DoubtNotice message={message} actions={doubt} />}
          {message.total > 0 && <MessageReasons message={message} live={live} />}
          {message.total > 0 && <MessageCountries uuid={uuid} live={live} />}
          <MessageHistory message={message} />
        </div>
        <div>
          <MessageCost message={message} live={live} />
          <Section title={words('text')}>
            <PhoneText text={message.content} sender={message.sender ?? ''} label={words('text')} />
          </Section>
          <MessageFacts message={message} />
        </div>
      </div>
    </>
  )
}

/** The state in words, with what to do; where it needs a decision, why. */
function Standing({
  message,
  approve,
  manages,
}: Pick<MessageScreenProps, 'approve' | 'manages'> & { message: MessageDetailView }) {
  const words = useTranslations('states.message')
  const own = useTranslations('message')
  const stopReason = useStopReason()
  const { state, counts, dueAt, timeZone } = message
  const isSettled = state === 'sent' && counts.accepted + counts.unknown === 0
  if (state === 'needs_attention')
    return (
      <Notice
        status="doubtful"
        title={stopReason(message.reason, message.reasonDetails) ?? words(`${state}.label`)}
        className="mb-6"
      >
        {own('decide', { people: message.counts.queued, place: placeOf(message) })}
        {message.reason === 'ACCOUNT_NEEDS_ATTENTION' && (
          <>
            {' '}
            {own.rich(manages ? 'accountFirst' : 'accountFirstByAdmin', {
              account: (text) => <TextLink href={`/settings/accounts/${message.accountId}`}>{text}</TextLink>,
            })}
          </>
        )}
      </Notice>
    )
  if (state === 'awaiting_approval') return <Approval message={message} approve={approve} />
  return (
    <p className="-mt-3 mb-6 max-w-prose text-muted">
      {state === 'scheduled' && dueAt ? (
        own.rich('leaves', { time: () => <RelativeTime at={dueAt} zone={timeZone ?? undefined} /> })
      ) : (
        <>
          {isSettled ? own('settled') : words(`${state}.hint`)} {words(`${state}.charged`)}
        </>
      )}
    </p>
  )
}

function MessageFacts({ message }: { message: MessageDetailView }) {
  const words = useTranslations('message.facts')
  const { total, duplicates, sender, createdBy, createdAt, resendOf, resends } = message
  const { sendWindow, notAfter, ratePerSecond } = message
  const former = resendOf && <TextLink href={`/messages/${resendOf}`}>{words('former')}</TextLink>
  return (
    <Section title={words('title')}>
      <DescriptionList
        facts={[
          { key: 'people', term: words('people'), value: <Count value={total} /> },
          ...(duplicates > 0
            ? [{ key: 'duplicates', term: words('duplicates'), value: <Count value={duplicates} /> }]
            : []),
          { key: 'sender', term: words('sender'), value: sender },
          { key: 'by', term: words('by'), value: createdBy },
          { key: 'at', term: words('at'), value: <RelativeTime at={createdAt} /> },
          ...(sendWindow
            ? [
                {
                  key: 'hours',
                  term: words('hours'),
                  value:
                    sendWindow.kind === 'market'
                      ? words('hoursUsual')
                      : words('hoursOwn', { from: sendWindow.from, to: sendWindow.to }),
                },
              ]
            : []),
          ...(notAfter ? [{ key: 'ends', term: words('ends'), value: <RelativeTime at={notAfter} /> }] : []),
          ...(ratePerSecond
            ? [{ key: 'rate', term: words('rate'), value: words('rateOf', { rate: ratePerSecond }) }]
            : []),
          ...(former ? [{ key: 'resendOf', term: words('resendOf'), value: former }] : []),
          ...resends.map(({ uuid, people }) => ({
            key: uuid,
            term: words('resends'),
            value: <TextLink href={`/messages/${uuid}`}>{words('resentTo', { people })}</TextLink>,
          })),
        ]}
      />
    </Section>
  )
}
