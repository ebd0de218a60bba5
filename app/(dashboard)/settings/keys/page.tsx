import { KeyRound } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { AddKey, KeyTable } from '#components/users/later.ts'
import { currentUser } from '#lib/http/session.ts'
import { listKeys } from '#lib/users/list-keys.ts'
import { listUsers } from '#lib/users/list-users.ts'
import { createKeyAction, revokeKeyAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('users'))('keys.title') }
}

export default async function KeysPage() {
  const { user, ctx } = await currentUser('send')
  const [words, keys] = await Promise.all([getTranslations('users.keys'), listKeys(ctx)])
  // Others see only their own keys, so whose they are goes without saying.
  const people = user.role === 'admin' ? await listUsers(ctx) : []
  const owners = Object.fromEntries(people.map((person) => [person.id, person.name]))
  return (
    <ScreenWords of={['users']}>
      <PageHeader
        title={words('title')}
        description={words.rich('description', {
          reference: (text) => <TextLink href="/docs/api">{text}</TextLink>,
        })}
        // In one place whether there are keys or not: the first one would take the dialog that shows it along.
        actions={<AddKey add={createKeyAction} />}
      />
      {keys.length === 0 ? (
        <EmptyState icon={<KeyRound />} title={words('empty')}>
          {words('emptyText')}
        </EmptyState>
      ) : (
        <KeyTable keys={keys} owners={owners} now={ctx.now().toISOString()} revoke={revokeKeyAction} />
      )}
    </ScreenWords>
  )
}
