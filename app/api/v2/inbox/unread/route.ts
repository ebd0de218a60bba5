import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { countUnread } from '#lib/inbox/list-conversations.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ access: 'send', run: ({ ctx }) => countUnread(ctx) }),
})
