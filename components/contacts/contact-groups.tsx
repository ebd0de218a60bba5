'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { FormProblem } from '#components/settings/form-problem.tsx'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Combobox } from '#components/ui/combobox.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { ContactDetails, GroupView } from '#lib/contacts/schema.ts'
import type { AddAction, RemoveAction } from './members-dialog.tsx'

type Props = {
  contact: ContactDetails
  groups: readonly GroupView[]
  /** Null for those who only look. */
  actions: { join: AddAction; leave: RemoveAction } | null
}

const none = () => Promise.reject(new Error('a reader changes no groups'))

/** The groups that a person is in, each with its way out, and a field that puts them into one more. */
export function ContactGroups({ contact, groups, actions }: Props) {
  const words = useTranslations('contacts.groups')
  const join = useSubmit(actions?.join ?? none)
  const leave = useSubmit(actions?.leave ?? none)
  const mine = contact.groups
  const others = groups.filter(({ id }) => mine.every((group) => group.id !== id))
  const who = { contactIds: [contact.id] }
  return (
    <div className="flex max-w-form flex-col gap-3">
      <FormProblem error={join.error ?? leave.error} />
      {mine.length === 0 && <p className="text-muted">{words('inNone')}</p>}
      <ul className="flex flex-wrap gap-2 empty:hidden">
        {mine.map(({ id, name }) => (
          <li key={id} className="flex min-h-8 items-center gap-1 rounded border border-line px-2.5">
            <TextLink href={`/contacts/groups/${id}`}>{name}</TextLink>
            {actions && (
              <IconButton
                size="sm"
                className="-mr-2"
                icon={<X />}
                label={words('leave', { name })}
                aria-disabled={leave.pending || undefined}
                onClick={() => {
                  if (!leave.pending) void leave.submit({ id, ...who })
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {actions && others.length > 0 && (
        <Combobox
          aria-label={words('join')}
          placeholder={words('join')}
          options={others.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={null}
          onValueChange={(id) => void join.submit({ id: Number(id), ...who })}
          className="max-w-60"
        />
      )}
    </div>
  )
}
