'use client'

import { clsx } from 'clsx'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { countryName } from '#lib/shared/country-name.ts'
import type { Price } from './compose-types.ts'

const number = { maximumFractionDigits: 3 }

/** What it costs, country by country and price by price, the dearest first, and in all. */
export function PriceTable({ price }: { price: Price }) {
  const words = useTranslations('compose.review')
  const format = useFormatter()
  const locale = useLocale()
  const rows = price.routes.map(({ country, perPart, recipients, parts, credits }) => ({
    key: `${country} ${perPart}`,
    name: countryName(country, locale),
    cells: [perPart, recipients, parts, credits],
  }))
  const isOne = rows.length === 1
  return (
    <table className="w-full max-w-110 border-collapse text-sm">
      <thead>
        <tr className="text-muted">
          <th scope="col" className="pb-1 text-left font-normal">
            {words('country')}
          </th>
          {[words('perPart'), words('people'), words('parts'), words('credits')].map((column) => (
            <th key={column} scope="col" className="pb-1 pl-3 text-right font-normal">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, cells }) => (
          <PriceRow key={key} name={name} cells={cells.map((cell) => format.number(cell, number))} />
        ))}
        {!isOne && (
          <PriceRow
            isTotal
            name={words('total')}
            cells={[
              '',
              ...[price.valid, price.parts, price.credits].map((cell) => format.number(cell, number)),
            ]}
          />
        )}
      </tbody>
    </table>
  )
}

function PriceRow({ name, cells, isTotal }: { name: string; cells: string[]; isTotal?: boolean }) {
  return (
    <tr className={isTotal ? 'border-t border-line font-medium' : undefined}>
      <th scope="row" className={clsx('py-0.5 text-left', isTotal ? 'font-medium' : 'font-normal')}>
        {name}
      </th>
      {cells.map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column has no identity but its place.
        <td key={index} className="py-0.5 pl-3 text-right">
          {cell}
        </td>
      ))}
    </tr>
  )
}
