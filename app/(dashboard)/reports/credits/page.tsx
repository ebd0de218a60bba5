import { Coins } from 'lucide-react'
import type { Metadata } from 'next'
import { getTimeZone, getTranslations } from 'next-intl/server'
import { AddCredits } from '#components/credits/later.ts'
import {
  entriesOf,
  readStatementAddress,
  type StatementAddress,
  statementHref,
} from '#components/credits/statement-address.ts'
import { StatementFilters } from '#components/credits/statement-filters.tsx'
import { StatementTable } from '#components/credits/statement-table.tsx'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { ExportButton } from '#components/reports/later.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { getCredit } from '#lib/credits/get-credit.ts'
import { listStatement } from '#lib/credits/list-statement.ts'
import type { StatementQuery } from '#lib/credits/schema.ts'
import { currentUser } from '#lib/http/session.ts'
import { dayAfter, dayBegins } from '#lib/shared/day-begins.ts'
import { listUsers } from '#lib/users/list-users.ts'
import { roleMay } from '#lib/users/rules.ts'
import { startExportAction } from '../actions.ts'
import { addCreditsAction } from './actions.ts'

const LINES = 50

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('credits'))('title') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function CreditsPage({ searchParams }: Props) {
  const { user, ctx } = await currentUser()
  const address = readStatementAddress(await searchParams)
  const { cursor, ...kept } = address
  const query = queryOf(address, await getTimeZone())
  const manages = roleMay(user.role, 'manage')
  const [words, credit, page, people] = await Promise.all([
    getTranslations('credits'),
    getCredit(ctx),
    listStatement(ctx, { ...query, cursor, limit: LINES }),
    manages ? listUsers(ctx) : [],
  ])
  const { kind, ...rest } = query
  return (
    <ScreenWords of={['credits', 'reports']}>
      <PageHeader
        title={words('title')}
        description={words('standing', { available: credit.balance, held: credit.held })}
        actions={
          <>
            <ExportButton request={{ kind: 'statement', entries: kind, ...rest }} start={startExportAction} />
            {manages && <AddCredits add={addCreditsAction} available={credit.balance} />}
          </>
        }
      />
      <StatementFilters address={kept} people={people} />
      {page.lines.length === 0 ? (
        <EmptyState
          icon={<Coins />}
          title={words('empty')}
          action={
            Object.values(kept).some(Boolean) && (
              <ButtonLink href="/reports/credits">{words('filter.clear')}</ButtonLink>
            )
          }
        >
          {words('emptyText')}
        </EmptyState>
      ) : (
        <StatementTable lines={page.lines} />
      )}
      <Pagination
        previousHref={cursor === undefined ? null : statementHref(kept)}
        nextHref={page.nextCursor ? statementHref({ ...kept, cursor: page.nextCursor }) : null}
      />
    </ScreenWords>
  )
}

function queryOf({ show, person, from, to }: StatementAddress, zone: string): StatementQuery {
  return {
    kind: show && entriesOf[show],
    userId: person === undefined ? undefined : Number(person),
    from: (from && dayBegins(from, zone)?.toISOString()) || undefined,
    to: (to && dayBegins(dayAfter(to), zone)?.toISOString()) || undefined,
  }
}
