'use client'

import { KeyRound, ShieldCheck, UserCheck, UserX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ServerAction } from '#components/settings/server-action.ts'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import { Name } from '#components/ui/name.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Badge, StatusChip } from '#components/ui/status.tsx'
import { Cell, Column, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { Role } from '#lib/users/rules.ts'
import type { UserView } from '#lib/users/schema.ts'
import { type Asked, PersonQuestions } from './person-questions.tsx'

type One = { userId: number }
export type PersonActions = {
  changeRole: ServerAction<One & { role: Role }, unknown>
  deactivate: ServerAction<One, unknown>
  activate: ServerAction<One, unknown>
  reset: ServerAction<One, { oneTimePassword: string }>
}

type Props = { people: readonly UserView[]; me: number; actions: PersonActions }

/** Everybody who may sign in, or might once. */
export function PeopleTable({ people, me, actions }: Props) {
  const words = useTranslations('users')
  const [asked, setAsked] = useState<Asked | null>(null)
  return (
    <>
      <Table label={words('title')}>
        <TableHead>
          <Column>{words('column.person')}</Column>
          <Column>{words('column.email')}</Column>
          <Column>{words('column.role')}</Column>
          <Column>{words('column.state')}</Column>
          <Column>{words('column.since')}</Column>
          <Column end>
            <span className="sr-only">{words('column.actions')}</span>
          </Column>
        </TableHead>
        <TableBody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} mine={person.id === me} ask={setAsked} />
          ))}
        </TableBody>
      </Table>
      <PersonQuestions asked={asked} ask={setAsked} actions={actions} />
    </>
  )
}

type RowProps = { person: UserView; mine: boolean; ask: (asked: Asked) => void }

function PersonRow({ person, mine, ask }: RowProps) {
  const words = useTranslations('users')
  const item = (kind: Asked['kind'], icon: React.ReactNode, danger = false): MenuItem => ({
    key: kind,
    icon,
    danger,
    label: words(`ask.${kind}.open`),
    onSelect: () => ask({ kind, person }),
  })
  const items = [
    item('role', <ShieldCheck />),
    item('reset', <KeyRound />),
    person.active ? item('deactivate', <UserX />, true) : item('activate', <UserCheck />),
  ]
  return (
    <Row>
      <Cell>
        <span className="flex items-center gap-2 font-medium md:min-w-32">
          <bdi className="as-written">{person.name}</bdi>
          {mine && <Badge>{words('you')}</Badge>}
        </span>
      </Cell>
      <Cell label={words('column.email')} wide>
        <Name>{person.email}</Name>
      </Cell>
      <Cell label={words('column.role')} wide>
        {words(`role.${person.role}.name`)}
      </Cell>
      <Cell label={words('column.state')} wide>
        <PersonState person={person} />
      </Cell>
      <Cell label={words('column.since')} wide>
        <RelativeTime at={person.createdAt} />
      </Cell>
      <Cell end corner>
        <Menu label={words('actionsFor', { name: person.name })} items={items} />
      </Cell>
    </Row>
  )
}

function PersonState({ person }: { person: UserView }) {
  const words = useTranslations('users.state')
  if (!person.active) return <StatusChip status="bad">{words('inactive')}</StatusChip>
  if (person.mustChangePassword) return <StatusChip status="waiting">{words('invited')}</StatusChip>
  return <StatusChip status="good">{words('active')}</StatusChip>
}
