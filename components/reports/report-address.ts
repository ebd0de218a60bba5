import { withQuery } from '#components/with-query.ts'
import { type ReportKey, reportKeys } from '#lib/reports/rules.ts'

/** What the address of a report says. */
export type ReportAddress = { by: ReportKey; from?: string; to?: string }

type Query = Record<string, string | string[] | undefined>

/** Reads the address; what makes no sense there is left aside. */
export function readReportAddress(query: Query): ReportAddress {
  const day = (name: string) => {
    const value = query[name]
    return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
  }
  return {
    by: reportKeys.find((key) => key === query.by) ?? 'day',
    from: day('from'),
    to: day('to'),
  }
}

export const reportHref = ({ by, ...days }: ReportAddress): string =>
  withQuery('/reports', { by: by === 'day' ? undefined : by, ...days })
