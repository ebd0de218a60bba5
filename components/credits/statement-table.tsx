import { useFormatter, useTranslations } from 'next-intl'
import { Name } from '#components/ui/name.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Cell, Column, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { StatementLine } from '#lib/credits/schema.ts'
import { messageTitle } from '#lib/messages/rules.ts'

/** Every movement of credits, newest first, with what it changed on either side. */
export function StatementTable({ lines }: { lines: readonly StatementLine[] }) {
  const words = useTranslations('credits')
  return (
    <Table label={words('title')}>
      <TableHead>
        <Column className="w-full">{words('column.what')}</Column>
        <Column>{words('column.by')}</Column>
        <Column end>{words('column.available')}</Column>
        <Column end>{words('column.held')}</Column>
        <Column end>{words('column.when')}</Column>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <Row key={line.id}>
            <Cell className="max-md:font-normal">
              <What line={line} />
            </Cell>
            <Cell label={words('column.by')} wide className={line.by ? undefined : 'max-md:hidden'}>
              {line.by && <Name>{line.by}</Name>}
            </Cell>
            <Cell label={words('column.available')} end>
              <Change amount={line.available} />
            </Cell>
            <Cell label={words('column.held')} end>
              <Change amount={line.held} />
            </Cell>
            <Cell label={words('column.when')} wide end>
              <RelativeTime at={line.at} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function What({ line: { kind, message, note, amount } }: { line: StatementLine }) {
  const words = useTranslations('credits.line')
  const values = { count: amount }
  return (
    <span>
      {message
        ? words.rich(kind, {
            ...values,
            title: messageTitle(message),
            message: (text) => (
              <TextLink plain href={`/messages/${message.uuid}`}>
                {text}
              </TextLink>
            ),
          })
        : words(kind === 'correction' ? 'correction' : 'top_up', values)}
      {note && <span className="as-written block text-sm text-muted">{note}</span>}
    </span>
  )
}

/** Added or taken, with its sign; what did not change says nothing. */
function Change({ amount }: { amount: number }) {
  const format = useFormatter()
  if (amount === 0) return <span className="text-muted">–</span>
  return (
    <span className="tabular">
      {format.number(amount, { signDisplay: 'always', maximumFractionDigits: 3 })}
    </span>
  )
}
