'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Combobox } from '#components/ui/combobox.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Field } from '#components/ui/field.tsx'
import { messageTitle } from '#lib/messages/rules.ts'
import { choices } from './compose-queries.ts'
import type { Draft } from './draft.ts'

type Exclude = Draft['exclude']
type ExclusionsProps = { exclude: Exclude; onExclude: (exclude: Exclude) => void }

/** Who is left out wherever else they stand: people of groups, and people whom another message went to. */
export function Exclusions({ exclude, onExclude }: ExclusionsProps) {
  const words = useTranslations('compose.who.exclude')
  const isUsed = exclude.groupIds.length + exclude.messages.length > 0
  return (
    <Disclosure title={words('title')} open={isUsed} className="text-sm">
      <div className="flex flex-col gap-3">
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
          <GroupChoice exclude={exclude} onExclude={onExclude} />
          <MessageChoice exclude={exclude} onExclude={onExclude} />
        </div>
        {isUsed && <ChosenList exclude={exclude} onExclude={onExclude} />}
      </div>
    </Disclosure>
  )
}

function GroupChoice({ exclude, onExclude }: ExclusionsProps) {
  const words = useTranslations('compose.who.exclude')
  const shared = useTranslations('common')
  const { data } = useQuery(choices.groups())
  const options = (data?.groups ?? [])
    .filter(({ id }) => !exclude.groupIds.includes(id))
    .map(({ id, name, members }) => ({
      value: String(id),
      label: name,
      hint: shared('people', { count: members }),
    }))
  return (
    <Field label={words('groups')}>
      <Combobox
        value={null}
        options={options}
        disabled={options.length === 0}
        placeholder={words('chooseGroup')}
        onValueChange={(id) => onExclude({ ...exclude, groupIds: [...exclude.groupIds, Number(id)] })}
      />
    </Field>
  )
}

function MessageChoice({ exclude, onExclude }: ExclusionsProps) {
  const words = useTranslations('compose.who.exclude')
  const shared = useTranslations('common')
  const format = useFormatter()
  const { data } = useQuery(choices.messages())
  const messages = (data?.messages ?? []).filter(({ uuid }) => !exclude.messages.some((m) => m.uuid === uuid))
  const options = messages.map((message) => ({
    value: message.uuid,
    label: messageTitle(message),
    hint: `${format.dateTime(new Date(message.createdAt), { dateStyle: 'medium', timeStyle: 'short' })} · ${shared('people', { count: message.total })}`,
  }))
  const add = (uuid: string) => {
    const title = options.find(({ value }) => value === uuid)?.label ?? uuid
    onExclude({ ...exclude, messages: [...exclude.messages, { uuid, title }] })
  }
  return (
    <Field label={words('messages')}>
      <Combobox
        value={null}
        options={options}
        disabled={options.length === 0}
        placeholder={words('chooseMessage')}
        onValueChange={add}
      />
    </Field>
  )
}

function ChosenList({ exclude, onExclude }: ExclusionsProps) {
  const words = useTranslations('compose.who.exclude')
  const { data } = useQuery(choices.groups())
  const nameOf = (id: number) => data?.groups.find((group) => group.id === id)?.name ?? `${id}`
  return (
    <ul className="flex flex-wrap gap-1.5">
      {exclude.groupIds.map((id) => (
        <Chip
          key={id}
          label={words('notGroup', { name: nameOf(id) })}
          onRemove={() =>
            onExclude({ ...exclude, groupIds: exclude.groupIds.filter((other) => other !== id) })
          }
        />
      ))}
      {exclude.messages.map(({ uuid, title }) => (
        <Chip
          key={uuid}
          label={words('notMessage', { title })}
          onRemove={() =>
            onExclude({ ...exclude, messages: exclude.messages.filter((other) => other.uuid !== uuid) })
          }
        />
      ))}
    </ul>
  )
}

function Chip({ label, onRemove }: { label: string; onRemove: () => void }) {
  const words = useTranslations('common')
  return (
    <li>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`${words('remove')}: ${label}`}
        className="flex min-h-7 max-w-full items-center gap-1.5 rounded-md bg-sunken px-2 hover:bg-hover max-md:min-h-11"
      >
        <span className="truncate">{label}</span>
        <X aria-hidden="true" className="size-4 shrink-0 text-muted" />
      </button>
    </li>
  )
}
