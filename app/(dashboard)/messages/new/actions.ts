'use server'

import { z } from 'zod'
import { getCredit } from '#lib/credits/get-credit.ts'
import { action } from '#lib/http/action.ts'
import { confirmMessage } from '#lib/messages/confirm-message.ts'
import { previewMessage } from '#lib/messages/preview-message.ts'
import { variables } from '#lib/messages/schema.ts'
import { ratePerSecond, sendWindow } from '#lib/messages/schema-schedule.ts'
import { markAudited } from '#lib/users/record-audit.ts'

const audience = z.object({
  numbers: z.string().max(900_000),
  sender: z.string().max(40),
  accountId: z.int(),
})
const priced = audience.extend({ text: z.string().max(20_000), values: variables })

const pasted = (numbers: string) => ({ kind: 'pasted' as const, text: numbers })

/** Who can be reached does not depend on what is said, and is asked before anything is. */
const ANY_TEXT = '-'

/** Who of a pasted list can be reached, and why others cannot. */
export const checkAudienceAction = action({
  name: 'message.preview',
  access: 'send',
  input: audience,
  run: async (ctx, { numbers, ...from }) => {
    markAudited(ctx)
    const source = pasted(numbers)
    const found = await previewMessage(ctx, { content: ANY_TEXT, variables: {}, source, ...from })
    const { total, valid, duplicates, reasons, examples } = found
    return { total, valid, duplicates, reasons, examples, now: ctx.now().toISOString() }
  },
})

/** What the message costs as it stands, and what can be spent. */
export const priceAction = action({
  name: 'message.preview',
  access: 'send',
  input: priced,
  run: async (ctx, { numbers, text, values, ...from }) => {
    markAudited(ctx)
    const message = { content: text, variables: values, source: pasted(numbers), ...from }
    const [preview, credit] = await Promise.all([previewMessage(ctx, message), getCredit(ctx)])
    return { ...preview, balance: credit.balance, now: ctx.now().toISOString() }
  },
})

const confirmed = priced.extend({
  scheduledAt: z.iso.datetime().nullable(),
  timeZone: z.string().max(60),
  sendWindow: sendWindow.nullable(),
  notAfter: z.iso.datetime().nullable(),
  ratePerSecond: ratePerSecond.nullable(),
  confirmation: z.uuid(),
  expected: z.object({ people: z.int(), credits: z.number() }).nullable(),
})

/** Sends it, or refuses with the field that is wrong. */
export const confirmAction = action({
  name: 'message.send',
  access: 'send',
  input: confirmed,
  run: async (ctx, { numbers, text, values, scheduledAt, notAfter, expected, ...rest }) => {
    const { uuid } = await confirmMessage(
      ctx,
      {
        ...rest,
        content: text,
        variables: values,
        source: pasted(numbers),
        scheduledAt: scheduledAt === null ? null : new Date(scheduledAt),
        notAfter: notAfter === null ? null : new Date(notAfter),
      },
      expected,
    )
    return { uuid }
  },
})
