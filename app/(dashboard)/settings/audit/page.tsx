import { ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import { getTimeZone, getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/layout/page-header.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { AuditFilter } from '#components/users/audit-filter.tsx'
import { AuditTable } from '#components/users/audit-table.tsx'
import { withQuery } from '#components/with-query.ts'
import { currentUser } from '#lib/http/session.ts'
import { dayAfter, dayBegins } from '#lib/shared/day-begins.ts'
import { listAudit, listAuditActions } from '#lib/users/list-audit.ts'
import { listUsers } from '#lib/users/list-users.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('users'))('audit.title') }
}

type Query = { [name in 'person' | 'action' | 'target' | 'from' | 'to' | 'cursor']?: string | string[] }

const LIMIT = 50

export default async function AuditPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { ctx } = await currentUser('manage')
  const zone = await getTimeZone()
  const filter = readFilter(await searchParams)
  const { person, action, target, from, to } = filter
  const [words, people, actions, page] = await Promise.all([
    getTranslations('users.audit'),
    listUsers(ctx),
    listAuditActions(ctx),
    listAudit(ctx, {
      userId: person === undefined || !/^\d{1,9}$/.test(person) ? undefined : Number(person),
      action,
      target,
      from: from === undefined ? undefined : (dayBegins(from, zone) ?? undefined),
      to: to === undefined ? undefined : (dayBegins(dayAfter(to), zone) ?? undefined),
      cursor: filter.cursor,
      limit: LIMIT,
    }),
  ])
  const { cursor, ...kept } = filter
  return (
    <>
      <PageHeader title={words('title')} description={words('description')} />
      <AuditFilter filter={kept} people={people} actions={actions} />
      {page.entries.length === 0 ? (
        <EmptyState icon={<ScrollText />} title={words('empty')}>
          {words('emptyText')}
        </EmptyState>
      ) : (
        <AuditTable entries={page.entries} />
      )}
      <Pagination
        previousHref={cursor === undefined ? null : withQuery('/settings/audit', kept)}
        nextHref={page.nextCursor ? withQuery('/settings/audit', { ...kept, cursor: page.nextCursor }) : null}
      >
        {words('count', { count: page.entries.length })}
      </Pagination>
    </>
  )
}

function readFilter(query: Query) {
  const one = (value: string | string[] | undefined) =>
    typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : undefined
  const { person, action, target, from, to, cursor } = query
  return {
    person: one(person),
    action: one(action),
    target: one(target),
    from: one(from),
    to: one(to),
    cursor: one(cursor),
  }
}
