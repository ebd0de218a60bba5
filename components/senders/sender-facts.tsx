import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { SenderDetailView } from '#lib/senders/schema.ts'

/** Who asked for a sender, for what, and who decided. */
export function SenderFacts({ sender }: { sender: SenderDetailView }) {
  const words = useTranslations('senders')
  const { owner, requestedBy, createdAt, decidedBy, decidedAt, purpose, origin } = sender
  const facts: [string, ReactNode][] = [
    [words('column.owner'), owner?.name ?? words('everybody')],
    [words('column.requestedBy'), requestedBy?.name ?? words(`origin.${origin}`)],
    [words('column.since'), <RelativeTime key="since" at={createdAt} />],
  ]
  if (purpose)
    facts.push([
      words('facts.purpose'),
      <span key="purpose" className="whitespace-pre-line">
        {purpose}
      </span>,
    ])
  if (decidedAt)
    facts.push([
      words('facts.decided'),
      <span key="decided">
        {decidedBy && `${decidedBy.name}, `}
        <RelativeTime at={decidedAt} />
      </span>,
    ])
  return (
    <DescriptionList
      className="max-w-160"
      facts={facts.map(([term, value]) => ({ key: term, term, value }))}
    />
  )
}
