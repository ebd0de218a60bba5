'use client'

import { Pencil, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { PageHeader } from '#components/layout/page-header.tsx'
import { msisdnText } from '#components/messages/number-text.ts'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { preloadDialog } from '#components/ui/dialog.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Section } from '#components/ui/section.tsx'
import { StatusChip } from '#components/ui/status.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { ContactDetails, GroupView } from '#lib/contacts/schema.ts'
import { ContactDialog, type TypedContact } from './contact-dialog.tsx'
import { ContactGroups } from './contact-groups.tsx'
import { ContactMessages } from './contact-messages.tsx'
import { contactsHref } from './list-address.ts'
import type { AddAction, RemoveAction } from './members-dialog.tsx'
import { type SenderOption, type StopAction, StopDialog } from './stop-dialog.tsx'
import { type LiftAction, StoppedTable } from './stopped-table.tsx'

type Actions = {
  update: ServerAction<{ id: number } & TypedContact, unknown>
  remove: ServerAction<{ ids: number[] }, unknown>
  stop: StopAction
  lift: LiftAction
  join: AddAction
  leave: RemoveAction
}

type Props = {
  contact: ContactDetails
  /** All there are, to put the person into. */
  groups: readonly GroupView[]
  senders: readonly SenderOption[]
  /** What the list is called. */
  back: string
  /** Null for those who only look. */
  actions: Actions | null
}

/** One person: what is known of them, their groups, and whether they may be texted. */
export function ContactScreen({ contact, groups, senders, back, actions }: Props) {
  const words = useTranslations('contacts')
  const isStopped = contact.suppressions.some(({ sender }) => sender === null)
  const number = msisdnText(contact.msisdn)
  return (
    <>
      <PageHeader
        back={{ href: '/contacts', label: back }}
        title={contact.name || number}
        status={isStopped && <StatusChip status="bad">{words('stopped.state')}</StatusChip>}
        description={contact.name && <span className="tabular">{number}</span>}
        actions={actions && <Tools contact={contact} actions={actions} />}
      />
      <Section title={words('details.title')}>
        <Facts contact={contact} />
      </Section>
      <Section title={words('groups.title')}>
        <ContactGroups contact={contact} groups={groups} actions={actions} />
      </Section>
      <Section
        title={words('stopped.title')}
        hint={words(contact.suppressions.length === 0 ? 'details.mayBeTexted' : 'details.mayNot')}
        aside={
          actions && (
            <StopDialog msisdn={contact.msisdn} senders={senders} stop={actions.stop} look="caution" />
          )
        }
      >
        {contact.suppressions.length > 0 && (
          <StoppedTable
            rows={contact.suppressions.map((one) => ({ ...one, who: null }))}
            {...(actions && { lift: actions.lift })}
          />
        )}
      </Section>
      <Section title={words('sent.title')} hint={words('sent.hint')}>
        <ContactMessages id={contact.id} />
      </Section>
    </>
  )
}

function Facts({ contact: { tags, attributes, createdAt } }: { contact: ContactDetails }) {
  const words = useTranslations('contacts')
  const facts = [
    ...(tags.length === 0
      ? []
      : [
          {
            key: ' tags',
            term: words('column.tags'),
            value: (
              <span className="flex flex-wrap gap-x-3 max-sm:justify-end">
                {tags.map((tag) => (
                  <TextLink key={tag} href={contactsHref({ tag })}>
                    {tag}
                  </TextLink>
                ))}
              </span>
            ),
          },
        ]),
    ...Object.entries(attributes).map(([name, value]) => ({
      key: name,
      term: <span className="break-words">{name}</span>,
      value: (
        <TextLink href={contactsHref({ attribute: name, value })} className="break-words">
          {value}
        </TextLink>
      ),
    })),
    { key: ' since', term: words('column.since'), value: <RelativeTime at={createdAt} /> },
  ]
  return <DescriptionList facts={facts} className="max-w-form" />
}

function Tools({ contact, actions }: { contact: ContactDetails; actions: Actions }) {
  const words = useTranslations('contacts')
  const router = useRouter()
  const [open, setOpen] = useState<'change' | 'delete' | null>(null)
  const { submit, error } = useSubmit(actions.remove, () => {
    showToast({ title: words('ask.done'), status: 'good' })
    router.push('/contacts')
  })
  const shows = (which: 'change' | 'delete') => ({
    open: open === which,
    onOpenChange: (next: boolean) => setOpen(next ? which : null),
  })
  return (
    <>
      <Button icon={<Pencil />} onPointerEnter={preloadDialog} onClick={() => setOpen('change')}>
        {words('change')}
      </Button>
      <IconButton
        icon={<Trash2 />}
        label={words('ask.open')}
        className="max-sm:!flex-none"
        onClick={() => setOpen('delete')}
      />
      <ContactDialog
        {...shows('change')}
        contact={contact}
        save={(typed) => actions.update({ id: contact.id, ...typed })}
        onSaved={() => showToast({ title: words('changed'), status: 'good' })}
      />
      <ConfirmDialog
        {...shows('delete')}
        title={words('ask.title', { name: contact.name || msisdnText(contact.msisdn) })}
        description={words('ask.description')}
        confirmLabel={words('ask.confirm')}
        danger
        onConfirm={() => submit({ ids: [contact.id] })}
      >
        <FormProblem error={error} />
      </ConfirmDialog>
    </>
  )
}
