import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { inboxAddress } from '#components/inbox/inbox-address.ts'
import { CONVERSATIONS_PER_PAGE } from '#components/inbox/inbox-queries.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { currentUser } from '#lib/http/session.ts'
import { listConversations } from '#lib/inbox/list-conversations.ts'
import { InboxColumn } from './inbox-column.tsx'

type Query = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('inbox'))('title') }
}

export default async function InboxPage({ searchParams }: { searchParams: Query }) {
  const { ctx } = await currentUser('send')
  const { address, filter } = inboxAddress(await searchParams)
  const [words, page] = await Promise.all([
    getTranslations('inbox'),
    listConversations(ctx, { ...filter, limit: CONVERSATIONS_PER_PAGE }),
  ])
  return (
    <ScreenWords of={['inbox', 'messages']}>
      <PageHeader title={words('title')} description={words('description')} />
      <div className="max-w-160">
        <InboxColumn page={page} address={address} filter={filter} />
      </div>
    </ScreenWords>
  )
}
