import { useTranslations } from 'next-intl'
import { Count } from '#components/ui/figures.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { GroupView } from '#lib/contacts/schema.ts'

/** Groups by name, with how many are in each. */
export function GroupTable({ groups }: { groups: readonly GroupView[] }) {
  const words = useTranslations('contacts.groups')
  return (
    <Table label={words('title')} keys>
      <TableHead>
        <Column className="w-full">{words('name')}</Column>
        <Column end>{words('people')}</Column>
        <Column end>{words('since')}</Column>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <Row key={group.id}>
            <Cell>
              <RowLink href={`/contacts/groups/${group.id}`}>{group.name}</RowLink>
            </Cell>
            <Cell label={words('people')} end wide>
              <Count value={group.members} />
            </Cell>
            <Cell label={words('since')} end wide>
              <RelativeTime at={group.createdAt} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
