import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { RequestForm } from '#components/senders/later.ts'
import { currentUser } from '#lib/http/session.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { getSender } from '#lib/senders/get-sender.ts'
import { listSenderAccounts } from '#lib/senders/list-senders.ts'
import { roleMay } from '#lib/users/rules.ts'
import { requestSenderAction } from '../actions.ts'
import { readSender } from '../read-sender.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('senders'))('request.title') }
}

type Query = { account?: string | string[]; again?: string | string[] }

export default async function NewSenderPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { user, ctx } = await currentUser('send')
  const query = await searchParams
  const [words, accounts, again] = await Promise.all([
    getTranslations('senders'),
    listSenderAccounts(ctx),
    senderAgain(ctx, query.again),
  ])
  const asked = accounts.find(({ id }) => String(id) === query.account) ?? accounts[0]
  if (!asked) notFound()
  return (
    <ScreenWords of={['senders']}>
      <PageHeader
        title={words('request.title')}
        description={words('request.description')}
        back={{ href: '/senders', label: words('title') }}
      />
      <RequestForm
        accounts={accounts}
        accountId={asked.id}
        again={again}
        mayApprove={roleMay(user.role, 'manage')}
        request={requestSenderAction}
      />
    </ScreenWords>
  )
}

const senderAgain = (ctx: RootCtx, id: string | string[] | undefined) =>
  typeof id === 'string' ? readSender(() => getSender(ctx, Number(id)), id) : undefined
