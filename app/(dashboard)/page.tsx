import { Send, SquarePen } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { messages } from '#components/messages/message-queries.ts'
import { OverviewScreen } from '#components/overview/overview-screen.tsx'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { currentUser } from '#lib/http/session.ts'
import { getOverview } from '#lib/messages/get-overview.ts'
import { roleMay } from '#lib/users/rules.ts'
import { controls } from './messages/controls.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') }
}

export default async function OverviewPage() {
  const { user, ctx } = await currentUser()
  const [words, nav, overview] = await Promise.all([
    getTranslations('overview'),
    getTranslations('nav'),
    getOverview(ctx),
  ])
  const maySend = roleMay(user.role, 'send')
  const write = (
    <ButtonLink look="primary" href="/messages/new" icon={<SquarePen aria-hidden="true" />}>
      {words('empty.action')}
    </ButtonLink>
  )
  return (
    <ScreenWords of={['overview', 'messages']}>
      <PageHeader
        title={words('title')}
        actions={
          // On a phone there is no rail to write from.
          maySend && (
            <ButtonLink
              look="primary"
              href="/messages/new"
              icon={<SquarePen aria-hidden="true" />}
              className="md:hidden"
            >
              {nav('compose')}
            </ButtonLink>
          )
        }
      />
      <Prefetched entries={[entry(messages.overview(), overview)]}>
        <OverviewScreen
          controls={maySend ? controls : undefined}
          empty={
            <EmptyState icon={<Send />} title={words('empty.title')} action={maySend && write}>
              {words(maySend ? 'empty.text' : 'empty.viewer')}
            </EmptyState>
          }
        />
      </Prefetched>
    </ScreenWords>
  )
}
