import { Plus, Signature } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { SyncMenu } from '#components/senders/later.ts'
import { SenderTable } from '#components/senders/sender-table.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { withQuery } from '#components/with-query.ts'
import { currentUser } from '#lib/http/session.ts'
import { listSenderAccounts, listSenderRows } from '#lib/senders/list-senders.ts'
import { senderStatuses } from '#lib/senders/rules.ts'
import { roleMay } from '#lib/users/rules.ts'
import { syncSendersAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('senders'))('title') }
}

type Query = { show?: string | string[] }

export default async function SendersPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { user, ctx } = await currentUser()
  const { show } = await searchParams
  const status = senderStatuses.find((one) => one === show) ?? null
  const [words, senders, accounts] = await Promise.all([
    getTranslations('senders'),
    listSenderRows(ctx, status),
    listSenderAccounts(ctx),
  ])
  const ask = roleMay(user.role, 'send') && accounts.length > 0 && (
    <ButtonLink href="/senders/new" look="primary" icon={<Plus />}>
      {words('request.open')}
    </ButtonLink>
  )
  return (
    <ScreenWords of={['senders']}>
      <PageHeader
        title={words('title')}
        description={words('description')}
        actions={
          <>
            {roleMay(user.role, 'manage') && (
              <SyncMenu accounts={accounts.filter(({ lists }) => lists)} sync={syncSendersAction} />
            )}
            {ask}
          </>
        }
      />
      <LinkTabs
        label={words('filter')}
        tabs={[null, ...senderStatuses].map((one) => ({
          href: withQuery('/senders', { show: one }),
          label: words(`show.${one ?? 'all'}`),
          current: status === one,
        }))}
        className="mb-2"
      />
      {senders.length === 0 ? (
        <EmptyState
          className="border-t-0"
          icon={<Signature />}
          title={words(status === null ? 'empty' : 'nothing')}
          action={status === null && ask}
        >
          {words(status === null ? 'emptyText' : 'nothingText')}
        </EmptyState>
      ) : (
        <SenderTable senders={senders} />
      )}
    </ScreenWords>
  )
}
