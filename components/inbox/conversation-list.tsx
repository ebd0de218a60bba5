'use client'

import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { NotUpToDate } from '#components/messages/not-up-to-date.tsx'
import { NearLink } from '#components/ui/near-link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ConversationView } from '#lib/inbox/schema.ts'
import { type InboxAddress, inboxHref } from './inbox-address.ts'
import { type ConversationFilter, inbox } from './inbox-queries.ts'
import { whoOf } from './who.ts'

type Props = {
  filter: ConversationFilter
  address: InboxAddress
  /** The one that is open beside the list. */
  open?: number
  empty: ReactNode
}

/** Who wrote, the newest first. */
export function ConversationList({ filter, address, open, empty }: Props) {
  const words = useTranslations('inbox')
  const query = useQuery(inbox.list(filter))
  if (!query.data) return null
  const { conversations } = query.data
  if (conversations.length === 0) return empty
  return (
    <>
      <NotUpToDate query={query} />
      <ul aria-label={words('list')} className="border-t border-line">
        {conversations.map((conversation) => (
          <Line
            key={conversation.id}
            conversation={conversation}
            href={inboxHref(address, conversation.id)}
            isOpen={conversation.id === open}
          />
        ))}
      </ul>
    </>
  )
}

type LineProps = { conversation: ConversationView; href: string; isOpen: boolean }

function Line({ conversation, href, isOpen }: LineProps) {
  const words = useTranslations('inbox')
  const { lastText, lastAt, unread, stopped } = conversation
  return (
    <li>
      <NearLink
        href={href}
        aria-current={isOpen ? 'true' : undefined}
        className="flex min-h-14 flex-col justify-center gap-0.5 border-b border-line px-2 py-2 hover:bg-hover aria-current:bg-accent-soft"
      >
        <span className="flex items-baseline gap-2">
          <span
            className={clsx(
              'as-written tabular min-w-0 flex-1 truncate',
              unread > 0 ? 'font-semibold' : 'font-medium',
            )}
          >
            {whoOf(conversation)}
          </span>
          <RelativeTime at={lastAt} className="text-sm text-muted" />
        </span>
        <span className="flex items-center gap-2 text-sm">
          <span
            className={clsx('as-written min-w-0 flex-1 truncate', unread > 0 ? 'text-ink' : 'text-muted')}
          >
            {lastText}
          </span>
          {stopped && <span className="shrink-0 text-muted">{words('stopped')}</span>}
          {unread > 0 && (
            <span className="tabular shrink-0 rounded-full bg-accent px-1.5 text-xs leading-5 font-medium text-on-accent">
              <span aria-hidden="true">{unread}</span>
              <span className="sr-only">{words('unread', { count: unread })}</span>
            </span>
          )}
        </span>
      </NearLink>
    </li>
  )
}
