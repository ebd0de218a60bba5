'use client'

import { useQuery } from '@tanstack/react-query'
import NextLink from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { StatusIcon } from '#components/ui/status.tsx'
import type { AccountStateView } from '#lib/accounts/schema-states.ts'
import { accounts } from './account-queries.ts'

const looks = { good: 'good', failing: 'doubtful', closed: 'bad' } as const

/** Whether messages leave through all accounts, as small as a dot; the sentence comes with the pointer or the focus. */
export function HealthDot({ manages }: { manages: boolean }) {
  const { data } = useQuery(accounts.states())
  const sentence = useSentence()
  if (!data || data.accounts.length === 0) return null
  const said = sentence(data.accounts)
  const icon = <StatusIcon status={looks[worstOf(data.accounts)]} />
  const shared = {
    'data-tooltip': said,
    className: 'grid size-8 place-items-center rounded-md max-md:size-10',
  }
  return manages ? (
    <NextLink href="/settings/accounts" aria-label={said} {...shared}>
      {icon}
    </NextLink>
  ) : (
    <span role="img" aria-label={said} {...shared}>
      {icon}
    </span>
  )
}

const worstOf = (all: readonly AccountStateView[]): AccountStateView['state'] =>
  (['closed', 'failing'] as const).find((state) => all.some((one) => one.state === state)) ?? 'good'

function useSentence(): (all: readonly AccountStateView[]) => string {
  const words = useTranslations('states.accounts')
  const format = useFormatter()
  return (all) => {
    const state = worstOf(all)
    const names = all.filter((one) => one.state === state).map(({ name }) => name)
    return words(state, { count: names.length, accounts: format.list(names) })
  }
}
