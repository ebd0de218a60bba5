import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { listSenders } from '#lib/senders/list-senders.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ access: 'read', run: ({ ctx }) => listSenders(ctx) }),
})
