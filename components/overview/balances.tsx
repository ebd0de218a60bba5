'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { BalanceLine } from '#components/accounts/balance-line.tsx'
import { balances } from '#components/accounts/balance-queries.ts'
import { RefreshBalance } from '#components/accounts/refresh-balance.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

type Props = {
  refresh: ServerAction<{ accountId: number }, unknown>
  /** May add an account. */
  manages: boolean
}

/** What is left at each provider, and how long it lasts. */
export function Balances({ refresh, manages }: Props) {
  const words = useTranslations('overview')
  const { data } = useQuery(balances.all())
  if (!data || data.balances.length === 0) return null
  const rehearses = data.balances.every(({ silent }) => silent)
  return (
    <Section
      title={words('balances')}
      hint={rehearses && words('rehearses')}
      aside={
        rehearses && manages && <TextLink href="/settings/accounts/new">{words('sendForReal')}</TextLink>
      }
    >
      <ul className="grid grid-cols-1 gap-x-10 md:grid-cols-2">
        {data.balances.map((balance) => (
          <li
            key={balance.accountId}
            className="flex items-center gap-3 border-b border-line py-2.5 max-md:last:border-b-0"
          >
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm text-muted">{balance.name}</p>
              <BalanceLine balance={balance} />
            </div>
            {balance.offered && (
              <RefreshBalance accountId={balance.accountId} name={balance.name} refresh={refresh} />
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
