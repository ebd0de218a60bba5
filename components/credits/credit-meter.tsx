'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { credits } from './credit-queries.ts'

/** What can be spent, with what is held beside it. */
export function CreditMeter() {
  const words = useTranslations('states.credit')
  const format = useFormatter()
  const { data } = useQuery(credits.now())
  if (!data) return null
  return (
    <span data-tooltip={words('hint')} className="whitespace-nowrap">
      {words.rich('available', {
        count: data.balance,
        b: (text) => <span className="font-medium">{text}</span>,
      })}
      {data.held > 0 && (
        <span className="text-muted max-md:hidden">
          {' '}
          · {words('held', { count: format.number(data.held) })}
        </span>
      )}
    </span>
  )
}
