'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { msisdnText } from '#components/messages/number-text.ts'
import { FormProblem } from '#components/settings/form-problem.tsx'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Combobox } from '#components/ui/combobox.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { showToast } from '#components/ui/toast.ts'
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
  const name = contact.name || msisdnText(contact.msisdn)
  const say = (title: string) => () => showToast({ title, status: 'good' })
  const join = useSubmit(actions?.join ?? none, say(words('joined', { name })))
  const leave = useSubmit(actions?.leave ?? none, say(words('tookOut', { name })))
  const mine = contact.groups
  const others = groups.filter(({ id }) => mine.every((group) => group.id !== id))
  const who = { contactIds: [contact.id] }
  return (
    <div className="flex max-w-form flex-col gap-3">
      <FormProblem error={join.error ?? leave.error} />
      {mine.length === 0 && <p className="text-muted">{words('inNone')}</p>}
      <ul className="flex flex-wrap gap-2 empty:hidden">
        {mine.map((group) => (
          <li key={group.id} className="flex min-h-8 items-center gap-1 rounded border border-line px-2.5">
            <TextLink href={`/contacts/groups/${group.id}`}>{group.name}</TextLink>
            {actions && (
              <IconButton
                size="sm"
                className="-mr-2"
                icon={<X />}
                label={words('leave', { name: group.name })}
                aria-disabled={leave.pending || undefined}
                onClick={() => {
                  if (!leave.pending) void leave.submit({ id: group.id, ...who })
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
