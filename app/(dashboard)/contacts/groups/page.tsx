import { Folders } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { GroupTable } from '#components/contacts/group-table.tsx'
import { AddGroup } from '#components/contacts/later.ts'
import { wordOf } from '#components/contacts/list-address.ts'
import { Form } from '#components/later-controls.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { SearchInput } from '#components/ui/search-input.tsx'
import { listGroups } from '#lib/contacts/list-groups.ts'
import { currentUser } from '#lib/http/session.ts'
import { roleMay } from '#lib/users/rules.ts'
import { createGroupAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('contacts'))('groups.title') }
}

type Query = Promise<Record<string, string | string[] | undefined>>

/** Fewer groups than these are seen at a glance. */
const SEARCH_FROM = 8

export default async function GroupsPage({ searchParams }: { searchParams: Query }) {
  const { user, ctx } = await currentUser()
  const q = wordOf(await searchParams, 'q')
  const [words, groups] = await Promise.all([getTranslations('contacts.groups'), listGroups(ctx, q)])
  const add = roleMay(user.role, 'send') && <AddGroup add={createGroupAction} />
  const isEmpty = groups.length === 0 && q === undefined
  return (
    <ScreenWords of={['contacts']}>
      <PageHeader title={words('title')} description={words('description')} actions={!isEmpty && add} />
      {isEmpty ? (
        <EmptyState icon={<Folders />} title={words('empty')} action={add}>
          {words('emptyText')}
        </EmptyState>
      ) : (
        <>
          {(q !== undefined || groups.length >= SEARCH_FROM) && (
            <Form action="/contacts/groups" className="mb-4 w-full md:w-80">
              <SearchInput key={q} name="q" label={words('search')} defaultValue={q} />
            </Form>
          )}
          {groups.length > 0 ? <GroupTable groups={groups} /> : <NoneFound />}
        </>
      )}
    </ScreenWords>
  )
}

async function NoneFound() {
  const words = await getTranslations('contacts')
  return (
    <EmptyState
      title={words('groups.noneFound')}
      action={<ButtonLink href="/contacts/groups">{words('showAll')}</ButtonLink>}
    >
      {words('groups.noneFoundText')}
    </EmptyState>
  )
}
