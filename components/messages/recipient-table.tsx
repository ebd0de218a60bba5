'use client'

import { useTranslations } from 'next-intl'
import { Count } from '#components/ui/figures.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { RecipientView } from '#lib/messages/schema.ts'
import { numberText } from './number-text.ts'
import { RecipientStateChip, shownState } from './recipient-state.tsx'
import { useReasonWords } from './use-reason-words.ts'

type RecipientTableProps = {
  rows: readonly RecipientView[]
  /** Where the story of a row is; opening it does not load the page again. */
  hrefOf: (row: RecipientView) => string
  onOpen: (row: RecipientView) => void
}

/** The people of a message, a row each. */
export function RecipientTable({ rows, hrefOf, onOpen }: RecipientTableProps) {
  const words = useTranslations('recipients.column')
  const title = useTranslations('recipients')
  const reasonWords = useReasonWords()
  return (
    <Table label={title('title')} keys>
      <TableHead>
        <Column end className="w-20">
          {words('row')}
        </Column>
        <Column>{words('number')}</Column>
        <Column>{words('state')}</Column>
        <Column className="w-full">{words('reason')}</Column>
        <Column end>{words('parts')}</Column>
        <Column end>{words('credits')}</Column>
        <Column end>{words('when')}</Column>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.seq}>
            <Cell label={words('row')} end className="text-muted max-md:order-last">
              {row.row !== null && <Count value={row.row} />}
            </Cell>
            <Cell>
              <RowLink
                href={hrefOf(row)}
                prefetch={false}
                scroll={false}
                onNavigate={(event) => {
                  event.preventDefault()
                  onOpen(row)
                }}
                className="tabular whitespace-nowrap"
              >
                {numberText(row)}
              </RowLink>
            </Cell>
            <Cell label={words('state')} wide>
              <RecipientStateChip state={shownState(row)} />
            </Cell>
            <Cell label={words('reason')} wide className={row.reason ? undefined : 'max-md:hidden'}>
              {row.reason && reasonWords(shownState(row), row.reason).label}
            </Cell>
            <Cell label={words('parts')} end>
              <Parts row={row} />
            </Cell>
            <Cell label={words('credits')} end>
              <Count value={row.credits} />
            </Cell>
            <Cell label={words('when')} end wide>
              <RelativeTime at={row.updatedAt} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** As they were priced; where the provider counted otherwise, its number beside it. */
function Parts({ row: { parts, billedParts } }: { row: RecipientView }) {
  const words = useTranslations('recipients')
  if (billedParts === null || billedParts === parts) return <Count value={parts} />
  return (
    <span data-tooltip={words('billedHint', { parts, billed: billedParts })} className="whitespace-nowrap">
      <Count value={parts} className="text-muted" /> → <Count value={billedParts} className="font-medium" />
    </span>
  )
}
