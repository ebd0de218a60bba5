import { useTranslations } from 'next-intl'
import { ReportChart } from '#components/reports/report-chart.tsx'
import { ReportSentence } from '#components/reports/report-sentence.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { ReportView } from '#lib/reports/schema.ts'

/** How it went day by day in the last thirty days: one picture, one sentence. */
export function LastMonth({ report }: { report: ReportView }) {
  const words = useTranslations('overview')
  return (
    <Section title={words('month')} aside={<TextLink href="/reports">{words('reports')}</TextLink>}>
      <ReportChart rows={report.rows} by="day" className="mb-3" />
      <p className="text-muted">
        <ReportSentence report={report} />
      </p>
    </Section>
  )
}
