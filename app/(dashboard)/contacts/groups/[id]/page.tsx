import { UserPlus } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { GroupTools, MemberTable } from '#components/contacts/later.ts'
import { cursorOf, pageLinks, wordOf } from '#components/contacts/list-address.ts'
import { Form } from '#components/later-controls.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { SearchInput } from '#components/ui/search-input.tsx'
import { withQuery } from '#components/with-query.ts'
import { listContacts } from '#lib/contacts/list-contacts.ts'
import { getGroup } from '#lib/contacts/list-groups.ts'
import { idParams } from '#lib/contacts/schema.ts'
import { currentUser } from '#lib/http/session.ts'
import { AppError } from '#lib/shared/errors.ts'
import { roleMay } from '#lib/users/rules.ts'
import { addMembersAction, deleteGroupAction, removeMembersAction, renameGroupAction } from '../actions.ts'

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const LIMIT = 50

/** The group that the address names; what is none does not exist. */
const readGroup = cache(async (raw: string) => {
  const { ctx } = await currentUser()
  const { data } = idParams.safeParse({ id: raw })
  if (!data) notFound()
  return getGroup(ctx, data.id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') notFound()
    throw error
  })
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readGroup((await params).id)).name }
}

export default async function GroupPage({ params, searchParams }: Props) {
  const group = await readGroup((await params).id)
  const { user, ctx } = await currentUser()
  const query = await searchParams
  const q = wordOf(query, 'q')
  const [words, page] = await Promise.all([
    getTranslations('contacts'),
    listContacts(ctx, {
      group: group.id,
      search: q,
      cursor: cursorOf(query, 'cursor'),
      newer: cursorOf(query, 'newer'),
      limit: LIMIT,
    }),
  ])
  const path = `/contacts/groups/${group.id}`
  const maySend = roleMay(user.role, 'send')
  const actions = {
    rename: renameGroupAction,
    remove: deleteGroupAction,
    add: addMembersAction,
    takeOut: removeMembersAction,
  }
  return (
    <ScreenWords of={['contacts']}>
      <PageHeader
        back={{ href: '/contacts/groups', label: words('groups.title') }}
        title={group.name}
        description={words('count', { count: group.members })}
        actions={maySend && <GroupTools group={group} actions={actions} />}
      />
      {group.members > 0 && (
        <Form action={path} className="mb-3 w-full sm:max-w-80">
          <SearchInput key={q} name="q" label={words('filter.search')} defaultValue={q} />
        </Form>
      )}
      {page.contacts.length > 0 ? (
        <MemberTable
          groupId={group.id}
          rows={page.contacts}
          {...(maySend && { takeOut: removeMembersAction })}
        />
      ) : (
        <EmptyState
          icon={<UserPlus />}
          title={words(q ? 'nobody' : 'groups.nobody')}
          action={q && <ButtonLink href={path}>{words('showAll')}</ButtonLink>}
        >
          {words(q ? 'nobodyText' : 'groups.nobodyText')}
        </EmptyState>
      )}
      <Pagination {...pageLinks(page, (at) => withQuery(path, { q, ...at }))}>
        {q && words(page.total.exact ? 'count' : 'countMore', { count: page.total.count })}
      </Pagination>
    </ScreenWords>
  )
}
