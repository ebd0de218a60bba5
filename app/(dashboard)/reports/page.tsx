import type { Metadata } from 'next'
import { getTimeZone, getTranslations } from 'next-intl/server'
import { Field, Form, Input } from '#components/later-controls.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { ExportButton } from '#components/reports/later.ts'
import { readReportAddress, reportHref } from '#components/reports/report-address.ts'
import { ReportChart } from '#components/reports/report-chart.tsx'
import { ReportSentence } from '#components/reports/report-sentence.tsx'
import { ReportTable } from '#components/reports/report-table.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { currentUser } from '#lib/http/session.ts'
import { getReport } from '#lib/reports/get-report.ts'
import { isPeriod, MOST_DAYS, reportKeys } from '#lib/reports/rules.ts'
import type { ReportView } from '#lib/reports/schema.ts'
import { AppError } from '#lib/shared/errors.ts'
import { startExportAction } from './actions.ts'

type Query = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports'))('title') }
}

export default async function ReportsPage({ searchParams }: { searchParams: Query }) {
  const { ctx } = await currentUser()
  const address = readReportAddress(await searchParams)
  const [words, timeZone] = await Promise.all([getTranslations('reports'), getTimeZone()])
  // Days that make no sense, typed into the address or the fields, are as good as none.
  const report = await getReport(ctx, { ...address, timeZone }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'INVALID_REQUEST') return null
    throw error
  })
  const shown = report ?? (await getReport(ctx, { by: address.by, timeZone }))
  const { by, from, to } = shown
  return (
    <ScreenWords of={['reports']}>
      <PageHeader
        title={words('rooms.spend')}
        description={<ReportSentence report={shown} />}
        actions={
          <ExportButton request={{ kind: 'report', by, from, to, timeZone }} start={startExportAction} />
        }
      />
      <Days by={by} from={from} to={to} refused={report === null} />
      <LinkTabs
        label={words('by.label')}
        tabs={reportKeys.map((key) => ({
          href: reportHref({ ...address, by: key }),
          label: words(`by.${key}`),
          current: key === by,
        }))}
        className="mb-5"
      />
      <Figures report={shown} />
    </ScreenWords>
  )
}

async function Figures({ report }: { report: ReportView }) {
  const words = await getTranslations('reports')
  if (report.total.messages === 0)
    return (
      <EmptyState className="border-t-0" title={words('empty')}>
        {words('emptyText')}
      </EmptyState>
    )
  return (
    <>
      {isPeriod(report.by) && <ReportChart rows={report.rows} by={report.by} className="mb-6" />}
      <ReportTable report={report} />
    </>
  )
}

type DaysProps = { by: string; from: string; to: string; refused: boolean }

async function Days({ by, from, to, refused }: DaysProps) {
  const words = await getTranslations('reports.days')
  return (
    <Form action="/reports" className="mb-5 flex flex-wrap items-end gap-3">
      <input type="hidden" name="by" value={by} />
      <Field label={words('from')} error={refused && words('refused', { days: MOST_DAYS })}>
        <Input key={from} name="from" type="date" defaultValue={from} max={to} />
      </Field>
      <Field label={words('to')}>
        <Input key={to} name="to" type="date" defaultValue={to} />
      </Field>
      <Button type="submit">{words('show')}</Button>
      <ButtonLink look="quiet" href={`/reports?by=${by}`}>
        {words('usual')}
      </ButtonLink>
    </Form>
  )
}
