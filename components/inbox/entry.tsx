import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { RecipientStateChip, shownState } from '#components/messages/recipient-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { EntryView } from '#lib/inbox/schema.ts'

type Props = { entry: EntryView; undo: (uuid: string) => void }

/** One thing that was said: theirs on the left, ours on the right. */
export function Entry({ entry, undo }: Props) {
  const isOurs = entry.kind === 'sent'
  return (
    <li
      className={clsx(
        'flex max-w-[85%] flex-col gap-1',
        isOurs ? 'items-end self-end' : 'items-start self-start',
      )}
    >
      <p
        dir="auto"
        className={clsx(
          'as-written rounded-lg px-3 py-2 whitespace-pre-wrap',
          isOurs ? 'rounded-br-none bg-accent-soft' : 'rounded-bl-none bg-sunken',
        )}
      >
        {entry.text}
      </p>
      {isOurs ? <SentFacts entry={entry} undo={undo} /> : <ReceivedFacts entry={entry} />}
    </li>
  )
}

function ReceivedFacts({ entry }: { entry: EntryView & { kind: 'received' } }) {
  const words = useTranslations('inbox.entry')
  return (
    <div className="flex flex-col gap-0.5 text-sm text-muted">
      <p className="wrap-anywhere">
        <RelativeTime at={entry.at} /> · {words('to', { sender: entry.sentTo, account: entry.account })}
      </p>
      {entry.answers && (
        <p>
          {words.rich('answers', {
            title: entry.answers.title,
            message: (text) => <TextLink href={`/messages/${entry.answers?.uuid}`}>{text}</TextLink>,
          })}
        </p>
      )}
      {entry.optOut && <p className="font-medium text-ink">{words('optOut')}</p>}
      {entry.wantsBack && <p className="font-medium text-ink">{words('wantsBack')}</p>}
    </div>
  )
}

type SentProps = { entry: EntryView & { kind: 'sent' }; undo: (uuid: string) => void }

function SentFacts({ entry, undo }: SentProps) {
  const words = useTranslations('inbox.entry')
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 text-sm text-muted">
      <RecipientStateChip state={shownState(entry)} />
      <span>
        <TextLink href={`/messages/${entry.uuid}`}>
          <RelativeTime at={entry.at} />
        </TextLink>{' '}
        · {entry.by}
      </span>
      {entry.canUndo && (
        <Button size="sm" onClick={() => undo(entry.uuid)}>
          {words('undo')}
        </Button>
      )}
    </div>
  )
}
