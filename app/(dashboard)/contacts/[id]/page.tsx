import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ContactScreen } from '#components/contacts/later.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { msisdnText } from '#components/messages/number-text.ts'
import { getContact } from '#lib/contacts/get-contact.ts'
import { listGroups } from '#lib/contacts/list-groups.ts'
import { contactIdParams } from '#lib/contacts/schema.ts'
import { currentUser } from '#lib/http/session.ts'
import { AppError } from '#lib/shared/errors.ts'
import { roleMay } from '#lib/users/rules.ts'
import {
  addSuppressionsAction,
  deleteContactsAction,
  removeSuppressionAction,
  updateContactAction,
} from '../actions.ts'
import { addMembersAction, removeMembersAction } from '../groups/actions.ts'
import { senderOptions } from '../sender-options.ts'

type Props = { params: Promise<{ id: string }> }

/** The person whom the address names; who is nobody does not exist. */
const readContact = cache(async (raw: string) => {
  const { ctx } = await currentUser()
  const { data } = contactIdParams.safeParse({ id: raw })
  if (!data) notFound()
  return getContact(ctx, data.id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') notFound()
    throw error
  })
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, msisdn } = await readContact((await params).id)
  return { title: name || msisdnText(msisdn) }
}

export default async function ContactPage({ params }: Props) {
  const contact = await readContact((await params).id)
  const { user, ctx } = await currentUser()
  const [words, groups, senders] = await Promise.all([
    getTranslations('contacts'),
    listGroups(ctx),
    senderOptions(ctx),
  ])
  return (
    <ScreenWords of={['contacts']}>
      <ContactScreen
        contact={contact}
        groups={groups}
        senders={senders}
        back={words('title')}
        actions={
          roleMay(user.role, 'send')
            ? {
                update: updateContactAction,
                remove: deleteContactsAction,
                stop: addSuppressionsAction,
                lift: removeSuppressionAction,
                join: addMembersAction,
                leave: removeMembersAction,
              }
            : null
        }
      />
    </ScreenWords>
  )
}
