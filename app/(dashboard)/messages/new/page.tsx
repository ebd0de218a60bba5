import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Composer } from '#components/compose/composer.tsx'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { currentUser } from '#lib/http/session.ts'
import { listSenderChoices } from '#lib/messages/list-sender-choices.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import { checkAudienceAction, confirmAction, priceAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('compose'))('title') }
}

export default async function NewMessagePage() {
  const { user, ctx } = await currentUser('send')
  const [words, senders, { typeNumberFrom, undoSeconds, quietHoursDashboard }] = await Promise.all([
    getTranslations('compose'),
    listSenderChoices(ctx),
    readSettings(ctx),
  ])
  return (
    <>
      <PageHeader title={words('title')} />
      {senders.length === 0 ? (
        <EmptyState title={words('noSender.title')}>{words('noSender.description')}</EmptyState>
      ) : (
        <ScreenWords of={['compose', 'schedule']}>
          <Composer
            userId={user.userId}
            senders={senders}
            limits={{ typeNumberFrom, undoSeconds, quietHoursDashboard }}
            actions={{ checkAudience: checkAudienceAction, price: priceAction, confirm: confirmAction }}
          />
        </ScreenWords>
      )}
    </>
  )
}
