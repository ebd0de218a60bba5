import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { getReport } from '#lib/reports/get-report.ts'
import { reportQuery, reportView } from '#lib/reports/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Spend and delivery',
    description:
      'Of the messages that began to leave on these days, as `timeZone` has them; by default the last thirty.',
    query: reportQuery,
    answer: reportView,
    run: ({ ctx, query }) => getReport(ctx, query),
  }),
})
