import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uuidParams } from '#lib/messages/api-schema.ts'
import { compareBilling } from '#lib/messages/compare-billing.ts'
import { billingView } from '#lib/messages/schema-billing.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'What the provider counted, and where it went',
    description:
      'Parts as the provider counted them against parts as they were priced, and the totals of each country.',
    params: uuidParams,
    answer: billingView,
    run: ({ ctx, params }) => compareBilling(ctx, params.uuid),
  }),
})
