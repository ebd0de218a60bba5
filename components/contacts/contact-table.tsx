import { useTranslations } from 'next-intl'
import { msisdnText } from '#components/messages/number-text.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Badge } from '#components/ui/status.tsx'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { ContactView } from '#lib/contacts/schema.ts'

/** So many tags of a person are shown in a row; their page shows all. */
const MAX_TAGS = 3

/** People, a row each. */
export function ContactTable({ rows }: { rows: readonly ContactView[] }) {
  const words = useTranslations('contacts')
  return (
    <Table label={words('title')} keys>
      <TableHead>
        <Column>{words('column.name')}</Column>
        <Column>{words('column.number')}</Column>
        <Column>{words('column.tags')}</Column>
        <Column>{words('column.values')}</Column>
        <Column end>{words('column.since')}</Column>
      </TableHead>
      <TableBody>
        {rows.map((contact) => (
          <ContactRow key={contact.id} contact={contact} />
        ))}
      </TableBody>
    </Table>
  )
}

function ContactRow({
  contact: { id, name, msisdn, tags, attributes, createdAt },
}: {
  contact: ContactView
}) {
  const words = useTranslations('contacts')
  const values = Object.entries(attributes)
  return (
    <Row>
      <Cell className="md:min-w-52">
        <RowLink href={`/contacts/${id}`}>{name || words('nameless')}</RowLink>
      </Cell>
      <Cell label={words('column.number')} wide>
        <span className="tabular whitespace-nowrap">{msisdnText(msisdn)}</span>
      </Cell>
      <Cell label={words('column.tags')} wide className={tags.length === 0 ? 'max-md:hidden' : undefined}>
        <span className="flex flex-wrap gap-1 max-md:justify-end md:flex-nowrap">
          {tags.slice(0, MAX_TAGS).map((tag) => (
            <Badge key={tag} className="whitespace-nowrap">
              {tag}
            </Badge>
          ))}
          {tags.length > MAX_TAGS && <Badge>+{tags.length - MAX_TAGS}</Badge>}
        </span>
      </Cell>
      <Cell
        label={words('column.values')}
        wide
        className={values.length === 0 ? 'max-md:hidden' : 'md:max-w-0 md:min-w-40 md:w-full'}
      >
        <span className="block truncate text-muted">
          {values.map(([of, value]) => `${of}: ${value}`).join(' · ')}
        </span>
      </Cell>
      <Cell label={words('column.since')} wide end>
        <RelativeTime at={createdAt} />
      </Cell>
    </Row>
  )
}
