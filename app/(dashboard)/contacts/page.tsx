import { ContactRound, Upload } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ContactFilter } from '#components/contacts/contact-filter.tsx'
import { ContactTable } from '#components/contacts/contact-table.tsx'
import { AddContact } from '#components/contacts/later.ts'
import { contactsAddress, contactsHref, isNarrowed, pageLinks } from '#components/contacts/list-address.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { findKnownWords } from '#lib/contacts/find-known-words.ts'
import { listContacts } from '#lib/contacts/list-contacts.ts'
import { currentUser } from '#lib/http/session.ts'
import { roleMay } from '#lib/users/rules.ts'
import { createContactAction } from './actions.ts'

type Query = Promise<Record<string, string | string[] | undefined>>

const LIMIT = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('contacts'))('title') }
}

export default async function ContactsPage({ searchParams }: { searchParams: Query }) {
  const { user, ctx } = await currentUser()
  const address = contactsAddress(await searchParams)
  const { q, cursor, newer, ...narrowed } = address
  const [words, page, known] = await Promise.all([
    getTranslations('contacts'),
    listContacts(ctx, { search: q, cursor, newer, ...narrowed, limit: LIMIT }),
    findKnownWords(ctx),
  ])
  const add = roleMay(user.role, 'send') && (
    <>
      <ButtonLink href="/contacts/import" icon={<Upload aria-hidden="true" />}>
        {words('import')}
      </ButtonLink>
      <AddContact add={createContactAction} />
    </>
  )
  const isEmpty = page.contacts.length === 0 && !isNarrowed(address)
  return (
    <ScreenWords of={['contacts']}>
      <PageHeader title={words('title')} description={words('description')} actions={!isEmpty && add} />
      {isEmpty ? (
        <EmptyState
          icon={<ContactRound />}
          title={words('empty')}
          action={add && <div className="flex flex-wrap gap-2">{add}</div>}
        >
          {words('emptyText')}
        </EmptyState>
      ) : (
        <>
          <ContactFilter address={address} known={known} />
          {page.contacts.length === 0 ? (
            <EmptyState
              title={words('nobody')}
              action={<ButtonLink href="/contacts">{words('showAll')}</ButtonLink>}
            >
              {words('nobodyText')}
            </EmptyState>
          ) : (
            <>
              <ContactTable rows={page.contacts} />
              <Pagination {...pageLinks(page, (at) => contactsHref({ q, ...narrowed, ...at }))}>
                {words(page.total.exact ? 'count' : 'countAbout', { count: page.total.count })}
              </Pagination>
            </>
          )}
        </>
      )}
    </ScreenWords>
  )
}
