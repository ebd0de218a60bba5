'use client'

import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { inbox } from './inbox-queries.ts'

/** More is not counted. */
const MOST = 99

/** How many conversations wait to be read, as a number or, where there is no room for one, as a dot. */
export function UnreadBadge({ look }: { look: 'count' | 'dot' }) {
  const words = useTranslations('nav')
  const unread = useQuery(inbox.unread()).data?.unread ?? 0
  if (unread === 0) return null
  const spoken = <span className="sr-only">{words('unread', { count: unread })}</span>
  if (look === 'dot')
    return <span className="absolute -top-0.5 -right-1 size-2 rounded-full bg-accent">{spoken}</span>
  return (
    <span
      className={clsx('tabular rounded-full bg-accent-soft px-1.5 text-xs leading-5 font-medium text-accent')}
    >
      <span aria-hidden="true">{unread > MOST ? `${MOST}+` : unread}</span>
      {spoken}
    </span>
  )
}
