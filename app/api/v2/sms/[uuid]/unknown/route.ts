import { z } from 'zod'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'
import {
  assumedSent,
  doubtBody,
  sendAnswer,
  sendRefusals,
  toSendAnswer,
  uuidParams,
} from '#lib/messages/api-schema.ts'
import { resendMessage } from '#lib/messages/resend-message.ts'
import { assumeSent } from '#lib/sending/assume-sent.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: 'send',
    summary: 'Decide about recipients of unknown outcome',
    description:
      'Nobody knows whether these reached the phone. `assume_sent` counts them as accepted and bills them; `send_again` makes a new message to them, who may then get the text twice. Without `seq` it concerns all of the message, once nothing can be on its way any more.',
    params: uuidParams,
    body: doubtBody,
    once: 'confirmation',
    answer: z.union([sendAnswer, assumedSent]),
    refuses: sendRefusals,
    run: async ({ ctx, params, body: { decision, seq }, confirmation }) => {
      if (decision === 'assume_sent') return assumeSent(ctx, params.uuid, { seq: seq ?? null })
      const selection = { kinds: ['unknown'] as const, ...(seq !== undefined && { seqs: [seq] }) }
      const how = { ...selection, origin: 'api' as const, confirmation }
      return toSendAnswer(await resendMessage(ctx, params.uuid, how))
    },
  }),
})
