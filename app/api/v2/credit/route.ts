import { getCredit } from '#lib/credits/get-credit.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ access: 'read', run: ({ ctx }) => getCredit(ctx) }),
})
