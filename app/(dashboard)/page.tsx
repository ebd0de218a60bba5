import { Send, SquarePen } from 'lucide-react'
import type { Metadata } from 'next'
import { getTimeZone, getTranslations } from 'next-intl/server'
import { balances } from '#components/accounts/balance-queries.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { StopAll } from '#components/messages/later.ts'
import { messages } from '#components/messages/message-queries.ts'
import { isNew } from '#components/overview/is-new.ts'
import { LastMonth } from '#components/overview/last-month.tsx'
import { OverviewScreen } from '#components/overview/later.ts'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { listBalances } from '#lib/accounts/list-balances.ts'
import { currentUser } from '#lib/http/session.ts'
import { getOverview } from '#lib/messages/get-overview.ts'
import { getReport } from '#lib/reports/get-report.ts'
import { roleMay } from '#lib/users/rules.ts'
import { controls } from './messages/controls.ts'
import { sendingSwitch } from './sending/switch.ts'
import { refreshBalanceAction } from './settings/accounts/actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') }
}

export default async function OverviewPage() {
  const { user, ctx } = await currentUser()
  const maySend = roleMay(user.role, 'send')
  const [words, nav, overview, left, month] = await Promise.all([
    getTranslations('overview'),
    getTranslations('nav'),
    getOverview(ctx),
    maySend ? listBalances(ctx) : null,
    getTimeZone().then((timeZone) => getReport(ctx, { by: 'day', timeZone })),
  ])
  const write = (
    <ButtonLink look="primary" href="/messages/new" icon={<SquarePen aria-hidden="true" />}>
      {words('empty.action')}
    </ButtonLink>
  )
  return (
    <ScreenWords of={['overview', 'messages', 'schedule']}>
      <PageHeader
        title={words('title')}
        actions={
          <>
            {roleMay(user.role, 'manage') && <StopAll actions={sendingSwitch} aside={isNew(overview)} />}
            {/* On a phone there is no rail to write from. */}
            {maySend && (
              <ButtonLink
                look="primary"
                href="/messages/new"
                icon={<SquarePen aria-hidden="true" />}
                className="md:hidden"
              >
                {nav('compose')}
              </ButtonLink>
            )}
          </>
        }
      />
      <Prefetched
        entries={[entry(messages.overview(), overview), ...(left ? [entry(balances.all(), left)] : [])]}
      >
        <OverviewScreen
          controls={maySend ? controls : undefined}
          refreshBalance={maySend ? refreshBalanceAction : undefined}
          manages={roleMay(user.role, 'manage')}
          month={month.total.messages > 0 && <LastMonth report={month} />}
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
