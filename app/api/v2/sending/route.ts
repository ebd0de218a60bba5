import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { getSending } from '#lib/sending/get-sending.ts'
import { sendingView } from '#lib/sending/schema-sending.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Whether anything leaves',
    description:
      'Whether this installation sends. It does not after everything was stopped, or where its database was restored or copied, until an administrator says so.',
    answer: sendingView,
    run: ({ ctx }) => getSending(ctx),
  }),
})
