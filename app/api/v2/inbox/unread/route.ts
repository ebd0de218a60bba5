import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { countUnread } from '#lib/inbox/list-conversations.ts'
import { unreadView } from '#lib/inbox/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'send',
    summary: 'How many conversations are unread',
    description: '100 means that many or more.',
    answer: unreadView,
    run: ({ ctx }) => countUnread(ctx),
  }),
})
