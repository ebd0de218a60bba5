import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import { uuidParams } from '#lib/messages/api-schema.ts'
import { rescheduleMessage } from '#lib/messages/reschedule-message.ts'
import { rescheduleBody } from '#lib/messages/schema-schedule.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    params: uuidParams,
    body: rescheduleBody,
    run: ({ ctx, params, body }) =>
      rescheduleMessage(ctx, params.uuid, { scheduledAt: body.scheduledTime, timeZone: body.timeZone }),
  }),
})
