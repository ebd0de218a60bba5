import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Composer } from '#components/compose/composer.tsx'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { LiveData } from '#components/layout/live-data.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { currentUser } from '#lib/http/session.ts'
import { listSenderChoices } from '#lib/messages/list-sender-choices.ts'
import { type ReusedMessage, reuseMessage } from '#lib/messages/reuse-message.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { isUuid } from '#lib/shared/uuid.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import { checkAudienceAction, confirmAction, countAction, listPeopleAction, priceAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('compose'))('title') }
}

type Props = { searchParams: Promise<{ from?: string | string[] }> }

/** `?from=` names a message that another like it is made from. */
export default async function NewMessagePage({ searchParams }: Props) {
  const { user, ctx } = await currentUser('send')
  const { from } = await searchParams
  const initial = typeof from === 'string' ? await readReused(ctx, from) : null
  const [words, senders, { typeNumberFrom, undoSeconds, quietHoursDashboard, approvalFrom }] =
    await Promise.all([getTranslations('compose'), listSenderChoices(ctx), readSettings(ctx)])
  return (
    <>
      <PageHeader title={words('title')} />
      {senders.length === 0 ? (
        <EmptyState title={words('noSender.title')}>{words('noSender.description')}</EmptyState>
      ) : (
        <ScreenWords of={['compose', 'messages', 'schedule', 'uploads']}>
          <LiveData>
            <Composer
              key={initial ? String(from) : ''}
              initial={initial}
              userId={user.userId}
              senders={senders}
              limits={{ typeNumberFrom, undoSeconds, quietHoursDashboard, approvalFrom }}
              actions={{
                checkAudience: checkAudienceAction,
                listPeople: listPeopleAction,
                price: priceAction,
                count: countAction,
                confirm: confirmAction,
              }}
            />
          </LiveData>
        </ScreenWords>
      )}
    </>
  )
}

/** What cannot be had is left out: then there is an empty message. */
async function readReused(ctx: Ctx, uuid: string): Promise<ReusedMessage | null> {
  if (!isUuid(uuid)) return null
  return reuseMessage(ctx, uuid).catch((error: unknown) => {
    if (error instanceof AppError) return null
    throw error
  })
}
