'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { accounts } from '#components/accounts/account-queries.ts'
import { balances } from '#components/accounts/balance-queries.ts'
import type { MessageControls } from '#components/messages/message-controls.ts'
import { messages } from '#components/messages/message-queries.ts'
import { MessageTable } from '#components/messages/message-table.tsx'
import { NotUpToDate } from '#components/messages/not-up-to-date.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Attention } from './attention.tsx'
import { Balances } from './balances.tsx'
import { GoingOut } from './going-out.tsx'
import { isNew } from './is-new.ts'
import { Next } from './next.tsx'

type Props = {
  controls?: MessageControls
  /** For those who may see what is left at the providers. */
  refreshBalance?: ServerAction<{ accountId: number }, unknown>
  /** May open an account. */
  manages: boolean
  /** How it went in the last thirty days. */
  month: ReactNode
  /** What stands there as long as no message was ever sent. */
  empty: ReactNode
}

/** What goes on at a glance: what needs a hand, what goes out, what comes next, what was last. */
export function OverviewScreen({ controls, refreshBalance, manages, month, empty }: Props) {
  const words = useTranslations('overview')
  const query = useQuery(messages.overview())
  const maySee = { enabled: refreshBalance !== undefined }
  const left = useQuery({ ...balances.all(), ...maySee })
  const health = useQuery({ ...accounts.states(), ...maySee })
  if (!query.data) return null
  const { sending, next, last } = query.data
  return (
    <>
      <NotUpToDate query={query} />
      <Attention
        overview={query.data}
        closed={health.data?.accounts.filter(({ state }) => state === 'closed') ?? []}
        low={left.data?.balances.filter(({ low }) => low) ?? []}
        manages={manages}
        controls={controls}
      />
      {isNew(query.data) && empty}
      {sending.length > 0 && <GoingOut messages={sending} readAt={query.dataUpdatedAt} controls={controls} />}
      {next.length > 0 && <Next messages={next} controls={controls} />}
      {refreshBalance && <Balances refresh={refreshBalance} manages={manages} />}
      {month}
      {last.length > 0 && (
        <Section title={words('last')} aside={<TextLink href="/messages">{words('allMessages')}</TextLink>}>
          <MessageTable rows={last} />
        </Section>
      )}
    </>
  )
}
