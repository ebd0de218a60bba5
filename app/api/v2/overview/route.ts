import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { getOverview } from '#lib/messages/get-overview.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ access: 'read', run: ({ ctx }) => getOverview(ctx) }),
})
