'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { NavBadge } from '#components/layout/nav-badge.tsx'
import { inbox } from './inbox-queries.ts'

/** How many conversations wait to be read, as a number or, where there is no room for one, as a dot. */
export function UnreadBadge({ dot }: { dot?: boolean }) {
  const words = useTranslations('nav')
  const count = useQuery(inbox.unread()).data?.unread ?? 0
  if (count === 0) return null
  return <NavBadge count={count} spoken={words('unread', { count })} look="new" dot={dot} />
}
