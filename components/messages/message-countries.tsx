'use client'

import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { Count } from '#components/ui/figures.tsx'
import { Section } from '#components/ui/section.tsx'
import { type Status, statusFill } from '#components/ui/status.tsx'
import type { BillingView } from '#lib/messages/schema-billing.ts'
import { countryName } from '#lib/shared/country-name.ts'
import { messages } from './message-queries.ts'
import { worstCountry } from './worst-country.ts'

const parts = [
  { name: 'delivered', status: 'good' },
  { name: 'onTheWay', status: 'moving' },
  { name: 'doubtful', status: 'doubtful' },
  { name: 'notReached', status: 'bad' },
  { name: 'leftOut', status: 'waiting' },
] as const satisfies readonly { name: keyof Country; status: Status }[]

type Country = BillingView['countries'][number]

/** How it went country by country, where there is more than one. */
export function MessageCountries({ uuid, live }: { uuid: string; live: boolean }) {
  const words = useTranslations('message.countries')
  const format = useFormatter()
  const locale = useLocale()
  const { data } = useQuery(messages.billing(uuid, live))
  if (!data || data.countries.length < 2) return null
  const nameOf = (country: string | null) => (country ? countryName(country, locale) : words('unknown'))
  const worst = worstCountry(data.countries)
  return (
    <Section title={words('title')}>
      {worst && (
        <p className="mb-2 max-w-prose">
          {words('sentence', {
            country: nameOf(worst.country),
            notReached: worst.notReached,
            people: worst.people - worst.leftOut,
            share: format.number(worst.notReached / (worst.people - worst.leftOut), {
              style: 'percent',
              maximumFractionDigits: 1,
            }),
          })}
        </p>
      )}
      <ul className="flex flex-col">
        {data.countries.map((one) => (
          <li
            key={one.country}
            className="grid items-center gap-x-6 gap-y-1.5 border-b border-line py-2.5 last:border-b-0 sm:grid-cols-[9rem_1fr_auto]"
          >
            <span className="font-medium">{nameOf(one.country)}</span>
            <span aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-full bg-sunken">
              {parts.map(({ name, status }) => (
                <span
                  key={name}
                  className={clsx('basis-0', one[name] > 0 && 'min-w-1', statusFill[status])}
                  style={{ flexGrow: one[name] }}
                />
              ))}
            </span>
            <span className="tabular text-sm text-muted">
              {words.rich('figures', {
                delivered: () => <Count value={one.delivered} className="text-ink" />,
                people: one.people - one.leftOut,
                leftOut: one.leftOut,
                notReached: one.notReached,
                credits: one.spent,
              })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
