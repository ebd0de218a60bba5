import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { AddPerson, PeopleTable } from '#components/users/later.ts'
import { currentUser } from '#lib/http/session.ts'
import { listUsers } from '#lib/users/list-users.ts'
import {
  activateUserAction,
  addUserAction,
  changeRoleAction,
  deactivateUserAction,
  resetPasswordAction,
} from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('users'))('title') }
}

export default async function PeoplePage() {
  const { user, ctx } = await currentUser('manage')
  const [words, people] = await Promise.all([getTranslations('users'), listUsers(ctx)])
  return (
    <ScreenWords of={['users']}>
      <PageHeader
        title={words('title')}
        description={words('description')}
        actions={<AddPerson add={addUserAction} />}
      />
      <PeopleTable
        people={people}
        me={user.userId}
        actions={{
          changeRole: changeRoleAction,
          deactivate: deactivateUserAction,
          activate: activateUserAction,
          reset: resetPasswordAction,
        }}
      />
    </ScreenWords>
  )
}
