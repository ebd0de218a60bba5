import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { SenderDocuments, SenderTools } from '#components/senders/later.ts'
import { SenderFacts } from '#components/senders/sender-facts.tsx'
import { SenderState } from '#components/senders/sender-state.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { currentUser } from '#lib/http/session.ts'
import { getSender } from '#lib/senders/get-sender.ts'
import { listUsers } from '#lib/users/list-users.ts'
import {
  approveSenderAction,
  enableSenderAction,
  rejectSenderAction,
  shareSenderAction,
  withdrawSenderAction,
} from '../actions.ts'
import { readSender } from '../read-sender.ts'

type Props = { params: Promise<{ id: string }> }

/** The sender whom the address names; what is none does not exist. */
const read = cache(async (id: string) => {
  const { ctx } = await currentUser()
  return readSender(() => getSender(ctx, Number(id)), id)
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await read((await params).id)).value }
}

export default async function SenderPage({ params }: Props) {
  const { ctx } = await currentUser()
  const { id } = await params
  const [words, sender] = await Promise.all([getTranslations('senders'), read(id)])
  const people = sender.may.share ? await listUsers(ctx) : []
  return (
    <ScreenWords of={['senders']}>
      <PageHeader
        title={<span className="tabular break-all">{sender.value}</span>}
        status={<SenderState status={sender.status} />}
        description={sender.account.name}
        back={{ href: '/senders', label: words('title') }}
        actions={
          <SenderTools
            sender={sender}
            people={people.filter(({ active }) => active).map(({ id, name }) => ({ id, name }))}
            actions={{
              approve: approveSenderAction,
              reject: rejectSenderAction,
              withdraw: withdrawSenderAction,
              share: shareSenderAction,
              enable: enableSenderAction,
            }}
          />
        }
      />
      {sender.status === 'rejected' && sender.reason && (
        <Notice status="bad" title={words('rejected')} className="mb-6">
          {sender.reason}
        </Notice>
      )}
      {sender.status === 'pending' && (
        <Notice status="waiting" className="mb-6">
          {words(sender.origin === 'provider' ? 'pendingListed' : 'pending')}
        </Notice>
      )}
      <Section title={words('facts.title')}>
        <SenderFacts sender={sender} />
      </Section>
      {sender.documents && (sender.documents.length > 0 || sender.may.addDocuments) && (
        <Section title={words('documents.title')} hint={words('documents.hint')}>
          <SenderDocuments
            senderId={sender.id}
            documents={sender.documents}
            mayChange={sender.may.addDocuments}
          />
        </Section>
      )}
    </ScreenWords>
  )
}
