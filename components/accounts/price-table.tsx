'use client'

import { useTranslations } from 'next-intl'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Count } from '#components/ui/figures.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusChip } from '#components/ui/status.tsx'
import { Cell, Column, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { PriceView } from '#lib/accounts/schema.ts'

type Props = {
  prices: readonly (PriceView & { country: string })[]
  drop: ServerAction<{ priceId: number }, unknown>
}

const looks = { holds: 'good', coming: 'waiting', past: 'waiting' } as const

/** What a part costs, by the digits that numbers begin with. */
export function PriceTable({ prices, drop }: Props) {
  const words = useTranslations('accounts.prices')
  const { submit, pending, error } = useSubmit(drop, () =>
    showToast({ title: words('dropped'), status: 'good' }),
  )
  return (
    <>
      <Table label={words('title')}>
        <TableHead>
          <Column>{words('column.prefix')}</Column>
          <Column>{words('column.country')}</Column>
          <Column end>{words('column.credits')}</Column>
          <Column>{words('column.from')}</Column>
          <Column>{words('column.state')}</Column>
          <Column end>
            <span className="sr-only">{words('column.actions')}</span>
          </Column>
        </TableHead>
        <TableBody>
          {prices.map((price) => (
            <Row key={price.id}>
              <Cell>
                <span className="tabular font-medium">
                  {price.prefix === '' ? words('everywhere') : `+${price.prefix}`}
                </span>
              </Cell>
              <Cell label={words('column.country')} wide>
                {price.country}
              </Cell>
              <Cell label={words('column.credits')} end>
                <Count value={price.credits} />
              </Cell>
              <Cell label={words('column.from')} wide>
                <RelativeTime at={price.validFrom} />
              </Cell>
              <Cell label={words('column.state')} wide>
                <StatusChip status={looks[price.state]}>{words(`state.${price.state}`)}</StatusChip>
              </Cell>
              <Cell end className="max-md:justify-end">
                {price.state === 'coming' && (
                  <Button
                    size="sm"
                    look="caution"
                    aria-label={`${words('drop')}: +${price.prefix}`}
                    pending={pending}
                    onClick={() => void submit({ priceId: price.id })}
                  >
                    {words('drop')}
                  </Button>
                )}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <FormProblem error={error} />
    </>
  )
}
