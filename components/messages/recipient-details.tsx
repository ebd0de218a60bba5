'use client'

import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { isRefusal } from '#components/api-client.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Count } from '#components/ui/figures.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { kindOf } from '#lib/messages/rules-recipients.ts'
import type { RecipientStory } from '#lib/messages/schema-follow.ts'
import { countryName } from '#lib/shared/country-name.ts'
import { DoubtDecision } from './doubt-decision.tsx'
import type { DoubtActions } from './message-controls.ts'
import { messages } from './message-queries.ts'
import { numberText } from './number-text.ts'
import { PhoneText } from './phone-text.tsx'
import { RecipientStateChip, shownState } from './recipient-state.tsx'
import { useReasonWords } from './use-reason-words.ts'

type Props = {
  uuid: string
  seq: number | null
  sender: string
  /** Without it the story is only to be read. */
  doubt: DoubtActions | undefined
  onClose: () => void
}

/** The story of one row, from the right edge of the screen. */
export function RecipientDetails({ uuid, seq, sender, doubt, onClose }: Props) {
  const words = useTranslations('recipients.story')
  const { data, error } = useQuery({ ...messages.recipient(uuid, seq ?? 0), enabled: seq !== null })
  return (
    <Dialog
      shape="sheet"
      open={seq !== null}
      onOpenChange={(open) => open || onClose()}
      title={data ? <span className="tabular">{numberText(data)}</span> : words('title')}
    >
      {data ? (
        <Story story={data} sender={sender}>
          {doubt && data.state === 'unknown' && (
            <DoubtDecision uuid={uuid} seq={data.seq} people={1} credits={data.credits} actions={doubt} />
          )}
        </Story>
      ) : error ? (
        <Notice status="bad">{isRefusal(error) ? error.message : words('unreachable')}</Notice>
      ) : (
        <Skeleton className="h-64" />
      )}
    </Dialog>
  )
}

type StoryProps = { story: RecipientStory; sender: string; children?: ReactNode }

function Story({ story, sender, children }: StoryProps) {
  const words = useTranslations('recipients.story')
  const reasonWords = useReasonWords()
  const state = shownState(story)
  const { label, todo } = reasonWords(state, story.reason)
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <div>
          <RecipientStateChip state={state} filled />
        </div>
        <p>
          {story.reason && <span className="font-medium">{label}. </span>}
          {todo}
        </p>
        <p className="text-muted">{words(`charge.${story.charge}`, { credits: story.credits })}</p>
      </div>
      {children}
      <Facts story={story} />
      {story.text !== null && <PhoneText text={story.text} sender={sender} label={words('text')} />}
      <Events story={story} />
    </div>
  )
}

function Facts({ story }: { story: RecipientStory }) {
  const words = useTranslations('recipients.story')
  const locale = useLocale()
  const country = story.country && countryName(story.country, locale)
  return (
    <DescriptionList
      facts={[
        ...(country ? [{ key: 'country', term: words('country'), value: country }] : []),
        ...(story.network === null ? [] : [{ key: 'network', term: words('network'), value: story.network }]),
        ...(story.row === null
          ? []
          : [{ key: 'row', term: words('row'), value: <Count value={story.row} /> }]),
        { key: 'parts', term: words('parts'), value: <Count value={story.billedParts ?? story.parts} /> },
        ...(story.reference
          ? [
              {
                key: 'reference',
                term: words('reference'),
                value: (
                  <span className="flex items-center gap-1">
                    <span className="min-w-0 font-mono text-xs break-all">{story.reference}</span>
                    <CopyButton text={story.reference} />
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

/** What is known of the way it took, oldest first. What a provider reported stands as it was sent, and as it was understood. */
function Events({ story }: { story: RecipientStory }) {
  const words = useTranslations('recipients.story')
  const states = useTranslations('states.recipient')
  const last = states(`${shownState(story)}.label`)
  return (
    <section aria-label={words('events')}>
      <h3 className="mb-2 font-medium">{words('events')}</h3>
      <ol className="flex flex-col">
        {story.plannedAt && <Event at={story.plannedAt} what={words('planned')} />}
        {story.receipts.map((receipt) => (
          <Event
            key={`${receipt.receivedAt} ${receipt.raw}`}
            at={receipt.receivedAt}
            what={words('receipt', { state: states(`${kindOf(receipt.state, receipt.reason)}.label`) })}
            raw={receipt.raw}
          />
        ))}
        {story.updatedAt !== story.plannedAt && (
          <Event at={story.updatedAt} what={words('now', { state: last })} />
        )}
      </ol>
    </section>
  )
}

function Event({ at, what, raw }: { at: string; what: string; raw?: string }) {
  return (
    <li className="flex justify-between gap-4 border-b border-line py-2 last:border-b-0">
      <span className="min-w-0">
        {what}
        {raw && <span className="block font-mono text-xs break-all text-muted">{raw}</span>}
      </span>
      <RelativeTime at={at} className="text-sm text-muted" />
    </li>
  )
}
