'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { NavBadge } from '#components/layout/nav-badge.tsx'
import { NearLink } from '#components/ui/near-link.tsx'
import { waitingMessages } from './waiting-queries.ts'

/** How many messages wait for a decision: a number that leads to them or, where there is no room for one, a dot. */
export function WaitingBadge({ dot }: { dot?: boolean }) {
  const words = useTranslations('nav')
  const count = useQuery(waitingMessages()).data?.waiting ?? 0
  if (count === 0) return null
  const badge = <NavBadge count={count} spoken={words('waiting', { count })} look="doubtful" dot={dot} />
  if (dot) return badge
  return (
    <NearLink
      href="/messages?show=attention"
      data-tooltip={words('waiting', { count })}
      data-tooltip-side="right"
      className="absolute inset-y-0 right-0 flex min-w-8 items-center justify-end rounded-md pr-2.5 hover:brightness-95"
    >
      {badge}
    </NearLink>
  )
}
