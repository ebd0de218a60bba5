import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { MessageScreen } from '#components/messages/later.ts'
import { messages } from '#components/messages/message-queries.ts'
import { pollMs } from '#components/messages/poll.ts'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { currentUser } from '#lib/http/session.ts'
import { compareBilling } from '#lib/messages/compare-billing.ts'
import { countReasons } from '#lib/messages/count-reasons.ts'
import { getHistory } from '#lib/messages/get-history.ts'
import { messageTitle } from '#lib/messages/rules.ts'
import { roleMay } from '#lib/users/rules.ts'
import { approveAction } from '../actions.ts'
import { controls, doubt, resend } from '../controls.ts'
import { readMessage } from './read-message.ts'

type Props = { params: Promise<{ uuid: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [words, message] = await Promise.all([getTranslations('messages'), readMessage((await params).uuid)])
  return { title: `${messageTitle(message)} · ${words('title')}` }
}

export default async function MessagePage({ params }: Props) {
  const { uuid } = await params
  const { user, ctx } = await currentUser()
  const message = await readMessage(uuid)
  const [history, reasons, billing] = await Promise.all([
    getHistory(ctx, uuid),
    countReasons(ctx, uuid),
    compareBilling(ctx, uuid),
  ])
  const acts = roleMay(user.role, 'send') ? { controls, doubt, resend } : {}
  const manages = roleMay(user.role, 'manage')
  const second = manages && user.userId !== message.createdById
  const live = pollMs(message, ctx.now().getTime()) !== false
  return (
    <ScreenWords of={['message', 'messages', 'recipients', 'schedule']}>
      <Prefetched
        entries={[
          entry(messages.one(uuid), message),
          entry(messages.history(uuid, message.state), history),
          entry(messages.reasons(uuid, live), reasons),
          entry(messages.billing(uuid, live), billing),
        ]}
      >
        <MessageScreen uuid={uuid} manages={manages} {...acts} {...(second && { approve: approveAction })} />
      </Prefetched>
    </ScreenWords>
  )
}
