import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonClass } from '#components/ui/button-class.ts'
import { Count } from '#components/ui/figures.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Column, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { withQuery } from '#components/with-query.ts'
import type { RefusalPage } from '#lib/contacts/schema-imports.ts'
import { useRefusalWords } from './use-refusal-words.ts'

type Props = { importId: number; page: RefusalPage; cursor: string | undefined }

/** Rows that were not taken in, by their number in the file, with the reason and what stands in them. */
export function RefusalTable({ importId, page, cursor }: Props) {
  const words = useTranslations('contacts.importing')
  const reason = useRefusalWords()
  const path = `/contacts/import/${importId}`
  return (
    <Section
      title={words('refusals')}
      hint={words('refusalsHint')}
      aside={
        <a href={`/api/v2/imports/${importId}/refusals/export`} download className={buttonClass()}>
          <Download aria-hidden="true" />
          {words('download')}
        </a>
      }
    >
      <Table label={words('refusals')}>
        <TableHead>
          <Column end>{words('row')}</Column>
          <Column>{words('reason')}</Column>
          <Column className="w-full">{words('cells')}</Column>
        </TableHead>
        <TableBody>
          {page.refusals.map((row) => (
            <Row key={row.rowNo}>
              <Cell label={words('row')} end wide>
                <Count value={row.rowNo} />
              </Cell>
              <Cell label={words('reason')} wide>
                <span className="md:whitespace-nowrap">{reason(row.reason)}</span>
              </Cell>
              <Cell label={words('cells')} wide className="md:max-w-0">
                <span className="block truncate text-muted">
                  {row.cells.filter((cell) => cell !== '').join(' · ')}
                </span>
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <Pagination
        previousHref={cursor === undefined ? null : path}
        nextHref={page.nextCursor && withQuery(path, { cursor: page.nextCursor })}
      />
    </Section>
  )
}
