'use server'

import { z } from 'zod'
import { getCredit } from '#lib/credits/get-credit.ts'
import { action } from '#lib/http/action.ts'
import { approveMessage } from '#lib/messages/approve-message.ts'
import { cancelMessage, pauseMessage, resumeMessage, stopMessage } from '#lib/messages/control-message.ts'
import { rescheduleMessage } from '#lib/messages/reschedule-message.ts'
import { previewResend, resendMessage } from '#lib/messages/resend-message.ts'
import { assumeSent } from '#lib/sending/assume-sent.ts'
import { isTimeZone } from '#lib/shared/wall-time.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import { markAudited } from '#lib/users/record-audit.ts'

const one = z.object({ uuid: z.uuid() })

export const cancelAction = action({
  name: 'message.cancel',
  access: 'send',
  input: one,
  run: (ctx, { uuid }) => cancelMessage(ctx, uuid),
})

export const stopAction = action({
  name: 'message.stop',
  access: 'send',
  input: one,
  run: (ctx, { uuid }) => stopMessage(ctx, uuid),
})

export const pauseAction = action({
  name: 'message.pause',
  access: 'send',
  input: one,
  run: (ctx, { uuid }) => pauseMessage(ctx, uuid),
})

export const rescheduleAction = action({
  name: 'message.reschedule',
  access: 'send',
  input: one.extend({
    scheduledAt: z.iso.datetime().transform((text) => new Date(text)),
    timeZone: z.string().max(60).refine(isTimeZone),
  }),
  run: (ctx, { uuid, ...when }) => rescheduleMessage(ctx, uuid, when),
})

export const approveAction = action({
  name: 'message.approve',
  access: 'manage',
  input: one.extend({ scheduledAt: z.iso.datetime().nullable() }),
  run: (ctx, { uuid, scheduledAt }) =>
    approveMessage(ctx, uuid, { scheduledAt: scheduledAt === null ? null : new Date(scheduledAt) }),
})

const again = one.extend({ doubtful: z.boolean().default(false), seq: z.int().positive().optional() })

const selectionOf = ({ doubtful, seq }: Omit<z.output<typeof again>, 'uuid'>) => ({
  ...(doubtful && { kinds: ['unknown'] as const }),
  ...(seq !== undefined && { seqs: [seq] }),
})

export const assumeSentAction = action({
  name: 'message.assume-sent',
  access: 'send',
  input: one.extend({ seq: z.int().positive().optional() }),
  run: (ctx, { uuid, seq }) => assumeSent(ctx, uuid, { seq: seq ?? null }),
})

export const resendPriceAction = action({
  name: 'message.preview',
  access: 'send',
  input: again,
  run: async (ctx, { uuid, ...selection }) => {
    markAudited(ctx)
    const [{ total, valid, credits }, { balance }, { typeNumberFrom }] = await Promise.all([
      previewResend(ctx, uuid, selectionOf(selection)),
      getCredit(ctx),
      readSettings(ctx),
    ])
    return { total, valid, credits, balance, typeNumberFrom }
  },
})

export const resendAction = action({
  name: 'message.send',
  access: 'send',
  input: again.extend({
    confirmation: z.uuid(),
    expected: z.object({ people: z.int(), credits: z.number() }),
  }),
  run: async (ctx, { uuid, confirmation, expected, ...selection }) => {
    const how = { origin: 'dashboard', confirmation, expected, ...selectionOf(selection) } as const
    const made = await resendMessage(ctx, uuid, how)
    return { uuid: made.uuid }
  },
})

export const resumeAction = action({
  name: 'message.resume',
  access: 'send',
  input: one,
  run: (ctx, { uuid }) => resumeMessage(ctx, uuid),
})
