import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uuidParams } from '#lib/messages/api-schema.ts'
import { approveMessage } from '#lib/messages/approve-message.ts'
import { messageDetailView } from '#lib/messages/schema.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'manage',
    summary: 'Approve a message that somebody else wrote',
    answer: messageDetailView,
    refuses: ['FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'SENDER_NOT_APPROVED'],
    params: uuidParams,
    run: ({ ctx, params }) => approveMessage(ctx, params.uuid),
  }),
})
