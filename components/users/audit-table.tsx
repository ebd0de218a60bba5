import { useTranslations } from 'next-intl'
import { Name } from '#components/ui/name.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Cell, Column, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { AuditView } from '#lib/users/schema.ts'
import { useAuditWords } from './audit-words.ts'

/** Lines of the audit log, newest first. */
export function AuditTable({ entries }: { entries: readonly AuditView[] }) {
  const words = useTranslations('users.audit')
  const name = useAuditWords()
  return (
    <Table label={words('title')}>
      <TableHead>
        <Column>{words('column.action')}</Column>
        <Column>{words('column.who')}</Column>
        <Column>{words('column.target')}</Column>
        <Column>{words('column.details')}</Column>
        <Column>{words('column.ip')}</Column>
        <Column end>{words('column.at')}</Column>
      </TableHead>
      <TableBody>
        {entries.map((entry) => (
          <Row key={entry.id}>
            <Cell>
              <span className="font-medium md:whitespace-nowrap">{name(entry.action)}</span>
            </Cell>
            <Cell label={words('column.who')} wide>
              <Name>{entry.user ?? words('machine')}</Name>
              {entry.key && <span className="text-muted"> {words('byKey', { key: entry.key })}</span>}
            </Cell>
            <Cell label={words('column.target')} wide>
              {entry.target && <Target target={entry.target} />}
            </Cell>
            <Cell label={words('column.details')} wide>
              {Object.keys(entry.details).length > 0 && (
                <span className="as-written text-muted">{detailsOf(entry.details)}</span>
              )}
            </Cell>
            <Cell label={words('column.ip')} wide>
              {entry.ip && <span className="tabular text-muted">{entry.ip}</span>}
            </Cell>
            <Cell label={words('column.at')} wide end>
              <RelativeTime at={entry.at} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** As it is written down, a long id cut short; a message can be opened. */
function Target({ target }: { target: string }) {
  const [kind, id = ''] = target.split(':')
  const isLong = id.length > 12
  const text = (
    <code className="font-mono text-xs break-all">{isLong ? `${kind}:${id.slice(0, 8)}…` : target}</code>
  )
  if (kind === 'message' && isLong) return <TextLink href={`/messages/${id}`}>{text}</TextLink>
  return isLong ? <span data-tooltip={target}>{text}</span> : text
}

/** `role: admin, ended: 2`, as it was written down. */
const detailsOf = (details: Record<string, unknown>): string =>
  Object.entries(details)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .join(' · ')
