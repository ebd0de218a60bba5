import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { RecipientsScreen } from '#components/messages/later.ts'
import { messages, RECIPIENTS_PER_PAGE } from '#components/messages/message-queries.ts'
import { pollMs } from '#components/messages/poll.ts'
import { filterOf, readAddress } from '#components/messages/recipient-address.ts'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { currentUser } from '#lib/http/session.ts'
import { countReasons } from '#lib/messages/count-reasons.ts'
import { listRecipients } from '#lib/messages/list-recipients.ts'
import { messageTitle } from '#lib/messages/rules.ts'
import { roleMay } from '#lib/users/rules.ts'
import { startExportAction } from '../../../reports/actions.ts'
import { doubt } from '../../controls.ts'
import { readMessage } from '../read-message.ts'

type Props = {
  params: Promise<{ uuid: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [words, message] = await Promise.all([
    getTranslations('recipients'),
    readMessage((await params).uuid),
  ])
  return { title: `${words('title')} · ${messageTitle(message)}` }
}

export default async function RecipientsPage({ params, searchParams }: Props) {
  const { uuid } = await params
  const { user, ctx } = await currentUser()
  const message = await readMessage(uuid)
  const address = readAddress(await searchParams)
  const filter = filterOf(address)
  const live = pollMs(message, ctx.now().getTime()) !== false
  const [page, reasons] = await Promise.all([
    listRecipients(ctx, uuid, { ...filter, limit: RECIPIENTS_PER_PAGE }),
    address.show ? countReasons(ctx, uuid) : null,
  ])
  return (
    <ScreenWords of={['message', 'recipients', 'reports']}>
      <Prefetched
        entries={[
          entry(messages.one(uuid), message),
          entry(messages.recipients(uuid, filter, live), page),
          ...(reasons ? [entry(messages.reasons(uuid, live), reasons)] : []),
        ]}
      >
        <RecipientsScreen
          uuid={uuid}
          startExport={startExportAction}
          {...(roleMay(user.role, 'send') && { doubt })}
        />
      </Prefetched>
    </ScreenWords>
  )
}
