import { useTranslations } from 'next-intl'
import { Name } from '#components/ui/name.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { SenderRowView } from '#lib/senders/schema.ts'
import { SenderState } from './sender-state.tsx'

/** What messages can be sent from, and may some day. */
export function SenderTable({ senders }: { senders: readonly SenderRowView[] }) {
  const words = useTranslations('senders')
  return (
    <Table label={words('title')} keys>
      <TableHead>
        <Column>{words('column.sender')}</Column>
        <Column>{words('column.status')}</Column>
        <Column>{words('column.account')}</Column>
        <Column>{words('column.owner')}</Column>
        <Column>{words('column.requestedBy')}</Column>
        <Column end>{words('column.since')}</Column>
      </TableHead>
      <TableBody>
        {senders.map((sender) => (
          <Row key={sender.id}>
            <Cell>
              <RowLink href={`/senders/${sender.id}`} className="tabular break-all">
                {sender.value}
              </RowLink>
            </Cell>
            <Cell label={words('column.status')} wide>
              <SenderState status={sender.status} hint={sender.reason ?? undefined} />
            </Cell>
            <Cell label={words('column.account')} wide>
              <Name>{sender.account.name}</Name>
              {!sender.account.enabled && <span className="text-muted"> ({words('accountOff')})</span>}
            </Cell>
            <Cell label={words('column.owner')} wide>
              <Name>{sender.owner?.name ?? words('everybody')}</Name>
            </Cell>
            <Cell label={words('column.requestedBy')} wide>
              <Name>{sender.requestedBy?.name ?? words(`origin.${sender.origin}`)}</Name>
            </Cell>
            <Cell label={words('column.since')} wide end>
              <RelativeTime at={sender.createdAt} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
