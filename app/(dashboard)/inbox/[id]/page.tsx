import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { inboxAddress } from '#components/inbox/inbox-address.ts'
import { CONVERSATIONS_PER_PAGE, inbox } from '#components/inbox/inbox-queries.ts'
import { ConversationScreen } from '#components/inbox/later.ts'
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

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('inbox'))('one') }
}

export default async function ConversationPage({ params, searchParams }: Props) {
  const { ctx } = await currentUser('send')
  const [{ id }, query] = await Promise.all([params, searchParams])
  if (!/^\d{1,15}$/.test(id)) notFound()
  const before =
    typeof query.before === 'string' && /^\d{1,14}$/.test(query.before) ? query.before : undefined
  const { address, filter } = inboxAddress(query)
  const [conversation, page, senders] = await Promise.all([
    getConversation(ctx, Number(id), before).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'NOT_FOUND') notFound()
      throw error
    }),
    listConversations(ctx, { ...filter, limit: CONVERSATIONS_PER_PAGE }),
    listSenderChoices(ctx),
  ])
  return (
    <ScreenWords of={['inbox', 'messages']}>
      <div className="grid gap-10 lg:grid-cols-[20rem_minmax(0,40rem)]">
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
