'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Sparkline } from '#components/ui/sparkline.tsx'
import { StatusIcon } from '#components/ui/status.tsx'
import type { BalanceView } from '#lib/accounts/schema-balance.ts'
import { useProviderProblem } from './provider-problem.ts'

/** What an account has left, when that was said, how it went and how long it lasts. */
export function BalanceLine({ balance }: { balance: BalanceView }) {
  const words = useTranslations('states.balance')
  const { offered, last, trend } = balance
  if (!offered) return <p className="text-muted">{words('notOffered')}</p>
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-6 gap-y-1">
      <div className="min-w-40">
        {last ? <Amount balance={balance} /> : <p className="text-muted">{words('never')}</p>}
        <Facts balance={balance} />
      </div>
      <Sparkline points={trend} />
    </div>
  )
}

function Amount({ balance: { last, low, warnBelow } }: { balance: BalanceView }) {
  const words = useTranslations('states.balance')
  const amount = useAmount()
  if (!last) return null
  return (
    <p className="tabular flex items-center gap-1.5 text-lg font-medium">
      {low && <StatusIcon status="bad" />}
      {amount(last)}
      {low && <span className="text-sm font-normal text-bad">{words('low', { limit: warnBelow ?? 0 })}</span>}
    </p>
  )
}

/** Money with its sign, anything else with its unit behind it. */
export function useAmount(): (amount: { value: number; unit: string }) => string {
  const format = useFormatter()
  return ({ value, unit }) =>
    /^[A-Z]{3}$/.test(unit) && isCurrency(unit)
      ? format.number(value, { style: 'currency', currency: unit })
      : `${format.number(value, { maximumFractionDigits: 2 })} ${unit}`
}

/** `SMS` has three capitals too. */
const isCurrency = (code: string): boolean => Intl.supportedValuesOf('currency').includes(code)

function Facts({ balance: { last, problem, daysLeft } }: { balance: BalanceView }) {
  const words = useTranslations('states.balance')
  const why = useProviderProblem()
  return (
    <p className="text-sm text-muted">
      {problem && (
        <span className="text-bad">
          {words.rich('problem', {
            why: why(problem.code),
            time: () => <RelativeTime at={problem.at} />,
          })}{' '}
        </span>
      )}
      {last && daysLeft !== null && `${words('daysLeft', { days: Math.floor(daysLeft) })} · `}
      {last && words.rich(problem ? 'knownAt' : 'askedAt', { time: () => <RelativeTime at={last.at} /> })}
    </p>
  )
}
