import { FileDown } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { EXPORTS_PER_PAGE, exportQueries } from '#components/reports/export-queries.ts'
import { ExportTable } from '#components/reports/later.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { withQuery } from '#components/with-query.ts'
import { currentUser } from '#lib/http/session.ts'
import { listExports } from '#lib/reports/get-export.ts'
import { cancelExportAction } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports.exports'))('title') }
}

type Props = { searchParams: Promise<{ cursor?: string | string[] }> }

export default async function ExportsPage({ searchParams }: Props) {
  const { ctx } = await currentUser()
  const { cursor } = await searchParams
  const filter = typeof cursor === 'string' && /^\d{1,9}$/.test(cursor) ? { cursor } : {}
  const [words, page] = await Promise.all([
    getTranslations('reports.exports'),
    listExports(ctx, { ...filter, limit: EXPORTS_PER_PAGE }),
  ])
  return (
    <ScreenWords of={['reports']}>
      <PageHeader title={words('title')} description={words('description')} />
      <Prefetched entries={[entry(exportQueries.list(filter), page)]}>
        <ExportTable
          filter={filter}
          cancel={cancelExportAction}
          empty={
            <EmptyState icon={<FileDown />} title={words('empty')}>
              {words('emptyText')}
            </EmptyState>
          }
        />
      </Prefetched>
      <Pagination
        previousHref={'cursor' in filter ? '/reports/exports' : null}
        nextHref={page.nextCursor && withQuery('/reports/exports', { cursor: page.nextCursor })}
      />
    </ScreenWords>
  )
}
