import { Folders } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AddGroup } from '#components/contacts/add-group.tsx'
import { GroupTable } from '#components/contacts/group-table.tsx'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { listGroups } from '#lib/contacts/list-groups.ts'
import { currentUser } from '#lib/http/session.ts'
import { roleMay } from '#lib/users/rules.ts'
import { createGroupAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('contacts'))('groups.title') }
}

export default async function GroupsPage() {
  const { user, ctx } = await currentUser()
  const [words, groups] = await Promise.all([getTranslations('contacts.groups'), listGroups(ctx)])
  const add = roleMay(user.role, 'send') && <AddGroup add={createGroupAction} />
  return (
    <ScreenWords of={['contacts']}>
      <PageHeader
        title={words('title')}
        description={words('description')}
        actions={groups.length > 0 && add}
      />
      {groups.length === 0 ? (
        <EmptyState icon={<Folders />} title={words('empty')} action={add}>
          {words('emptyText')}
        </EmptyState>
      ) : (
        <GroupTable groups={groups} />
      )}
    </ScreenWords>
  )
}
