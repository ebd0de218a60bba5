import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { getOverview } from '#lib/messages/get-overview.ts'
import { overviewView } from '#lib/messages/schema-follow.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'What is going on now',
    description: 'What the first screen of the dashboard shows.',
    answer: overviewView,
    run: ({ ctx }) => getOverview(ctx),
  }),
})
