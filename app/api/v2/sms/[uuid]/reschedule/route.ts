import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uuidParams } from '#lib/messages/api-schema.ts'
import { rescheduleMessage } from '#lib/messages/reschedule-message.ts'
import { messageDetailView } from '#lib/messages/schema.ts'
import { rescheduleBody } from '#lib/messages/schema-schedule.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    summary: 'Give a scheduled message another time',
    description: 'Before anything of it has left. People, text and price stay.',
    params: uuidParams,
    body: rescheduleBody,
    answer: messageDetailView,
    refuses: ['INVALID_SCHEDULE', 'NOT_SCHEDULED', 'ALREADY_CANCELLED', 'ALREADY_PROCESSING'],
    run: ({ ctx, params, body }) => rescheduleMessage(ctx, params.uuid, body),
  }),
})
