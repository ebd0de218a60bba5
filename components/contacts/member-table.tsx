'use client'

import { UserMinus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { msisdnText } from '#components/messages/number-text.ts'
import { inToast, useSubmit } from '#components/settings/use-submit.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { ContactView } from '#lib/contacts/schema.ts'
import type { RemoveAction } from './members-dialog.tsx'

type Props = {
  groupId: number
  rows: readonly ContactView[]
  /** Without it, only looked at. */
  takeOut?: RemoveAction
}

/** The people of a group; each can be taken out, which can be taken back by putting them in again. */
export function MemberTable({ groupId, rows, takeOut }: Props) {
  const words = useTranslations('contacts')
  return (
    <Table label={words('groups.people')} keys>
      <TableHead>
        <Column>{words('column.name')}</Column>
        <Column className="w-full">{words('column.number')}</Column>
        {takeOut && (
          <Column end>
            <span className="sr-only">{words('stopped.column.actions')}</span>
          </Column>
        )}
      </TableHead>
      <TableBody>
        {rows.map((contact) => (
          <Row key={contact.id}>
            <Cell className="md:min-w-52">
              <RowLink href={`/contacts/${contact.id}`}>{contact.name || words('nameless')}</RowLink>
            </Cell>
            <Cell label={words('column.number')} wide>
              <span className="tabular whitespace-nowrap">{msisdnText(contact.msisdn)}</span>
            </Cell>
            {takeOut && (
              <Cell end corner>
                <TakeOut groupId={groupId} contact={contact} run={takeOut} />
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

type TakeOutProps = { groupId: number; contact: ContactView; run: RemoveAction }

function TakeOut({ groupId, contact, run }: TakeOutProps) {
  const words = useTranslations('contacts.groups')
  const name = contact.name || msisdnText(contact.msisdn)
  const said = () => showToast({ title: words('tookOut', { name }), status: 'good' })
  const { submit, pending } = useSubmit(run, said, inToast)
  return (
    <IconButton
      size="sm"
      // Above the link that covers the row.
      className="relative z-1"
      icon={<UserMinus />}
      label={words('takeOutOne', { name })}
      aria-disabled={pending || undefined}
      onClick={() => {
        if (!pending) void submit({ id: groupId, contactIds: [contact.id] })
      }}
    />
  )
}
