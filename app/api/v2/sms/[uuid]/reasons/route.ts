import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uuidParams } from '#lib/messages/api-schema.ts'
import { countReasons } from '#lib/messages/count-reasons.ts'
import { reasonsView } from '#lib/messages/schema-follow.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Why people were not reached',
    answer: reasonsView,
    params: uuidParams,
    run: ({ ctx, params }) => countReasons(ctx, params.uuid),
  }),
})
