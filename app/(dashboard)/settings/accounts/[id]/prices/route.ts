import { z } from 'zod'
import { exportPrices } from '#lib/accounts/change-prices.ts'
import { route } from '#lib/http/route.ts'

/** The price list as a file. */
export const GET = route({
  access: 'manage',
  params: z.object({ id: z.coerce.number().int().positive() }),
  run: async ({ ctx, params }) =>
    new Response(await exportPrices(ctx, params.id), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="prices-${params.id}.csv"`,
      },
    }),
})
