import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { inboxAddress } from '#components/inbox/inbox-address.ts'
import { CONVERSATIONS_PER_PAGE, inbox } from '#components/inbox/inbox-queries.ts'
import { ConversationScreen } from '#components/inbox/later.ts'
import { whoOf } from '#components/inbox/who.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { currentUser } from '#lib/http/session.ts'
import { getConversation } from '#lib/inbox/get-conversation.ts'
import { listConversations } from '#lib/inbox/list-conversations.ts'
import type { ConversationDetail } from '#lib/inbox/schema.ts'
import { listSenderChoices } from '#lib/messages/list-sender-choices.ts'
import type { SenderChoice } from '#lib/messages/schema-compose.ts'
import { AppError } from '#lib/shared/errors.ts'
import { cancelAction } from '../../messages/actions.ts'
import {
  allowTextsAction,
  answerAction,
  markConversationAction,
  previewAnswerAction,
  stopTextsAction,
} from '../actions.ts'
import { InboxColumn } from '../inbox-column.tsx'

type Query = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

/** Read once for the title and the screen. */
const conversationOf = cache(async (id: string, before: string | undefined) => {
  const { ctx } = await currentUser('send')
  if (!/^\d{1,15}$/.test(id)) notFound()
  return getConversation(ctx, Number(id), before).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') notFound()
    throw error
  })
})

const beforeOf = ({ before }: Query): string | undefined =>
  typeof before === 'string' && /^\d{1,14}$/.test(before) ? before : undefined

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [{ id }, query] = await Promise.all([params, searchParams])
  return { title: whoOf(await conversationOf(id, beforeOf(query))) }
}

export default async function ConversationPage({ params, searchParams }: Props) {
  const { ctx } = await currentUser('send')
  const [{ id }, query] = await Promise.all([params, searchParams])
  const before = beforeOf(query)
  const { address, filter } = inboxAddress(query)
  const [conversation, page, senders] = await Promise.all([
    conversationOf(id, before),
    listConversations(ctx, { ...filter, limit: CONVERSATIONS_PER_PAGE }),
    listSenderChoices(ctx),
  ])
  return (
    <ScreenWords of={['inbox', 'messages']}>
      <div className="grid grid-cols-1 gap-10 lg:grid-cols-[20rem_minmax(0,40rem)]">
        <div className="max-lg:hidden">
          <InboxColumn page={page} address={address} filter={filter} open={conversation.id} />
        </div>
        <Prefetched entries={[entry(inbox.one(conversation.id, before), conversation)]}>
          <ConversationScreen
            key={conversation.id}
            id={conversation.id}
            before={before}
            address={address}
            senders={senders}
            senderId={answersFrom(conversation, senders)}
            actions={{
              preview: previewAnswerAction,
              send: answerAction,
              mark: markConversationAction,
              stop: stopTextsAction,
              allow: allowTextsAction,
              undo: cancelAction,
            }}
          />
        </Prefetched>
      </div>
    </ScreenWords>
  )
}

/** The sender that was written to, else one of the same account, else the first that there is. */
function answersFrom({ wroteTo }: ConversationDetail, senders: readonly SenderChoice[]): number | null {
  const bare = (value: string) => value.replace(/^\+/, '')
  const sameAccount = senders.filter(({ accountId }) => accountId === wroteTo?.accountId)
  const same = sameAccount.find(({ value }) => wroteTo && bare(value) === bare(wroteTo.value))
  return (same ?? sameAccount[0] ?? senders[0])?.id ?? null
}
