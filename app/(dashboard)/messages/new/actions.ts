'use server'

import { z } from 'zod'
import { getCredit } from '#lib/credits/get-credit.ts'
import { action } from '#lib/http/action.ts'
import { askProviderCount } from '#lib/messages/ask-provider-count.ts'
import { confirmMessage } from '#lib/messages/confirm-message.ts'
import { listReached } from '#lib/messages/list-reached.ts'
import { previewDraft } from '#lib/messages/preview-message.ts'
import { variables } from '#lib/messages/schema.ts'
import { countQuestion, reachInput } from '#lib/messages/schema-compose.ts'
import { ratePerSecond, sendWindow } from '#lib/messages/schema-schedule.ts'
import { markAudited } from '#lib/users/record-audit.ts'

const priced = reachInput.extend({ text: z.string().max(20_000), values: variables })

/** Who can be reached does not depend on what is said, and is asked before anything is. */
const ANY_TEXT = '-'

/** Who of an audience can be reached, and why others cannot. */
export const checkAudienceAction = action({
  name: 'message.preview',
  access: 'send',
  input: reachInput,
  run: async (ctx, reach) => {
    markAudited(ctx)
    const found = await previewDraft(ctx, { content: ANY_TEXT, variables: {}, ...reach })
    const { total, valid, hashed, duplicates, excluded, reasons, examples } = found
    return { total, valid, hashed, duplicates, excluded, reasons, examples, now: ctx.now().toISOString() }
  },
})

/** Some of the people who can be reached, one after another. */
export const listPeopleAction = action({
  name: 'message.preview',
  access: 'send',
  input: reachInput.extend({
    names: z.array(z.string().max(300)).max(100),
    skip: z.int().min(0),
    limit: z.int().min(1).max(50),
  }),
  run: async (ctx, { names, skip, limit, ...reach }) => {
    markAudited(ctx)
    return { people: await listReached(ctx, reach, { names, skip, limit }) }
  },
})

/** What the message costs as it stands, and what can be spent. */
export const priceAction = action({
  name: 'message.preview',
  access: 'send',
  input: priced,
  run: async (ctx, { text, values, ...reach }) => {
    markAudited(ctx)
    const message = { content: text, variables: values, ...reach }
    const [preview, credit] = await Promise.all([previewDraft(ctx, message), getCredit(ctx)])
    return { ...preview, balance: credit.balance, now: ctx.now().toISOString() }
  },
})

/** How the provider itself would count the text of the person whose message is shown. */
export const countAction = action({
  name: 'message.preview',
  access: 'send',
  input: countQuestion,
  run: (ctx, question) => {
    markAudited(ctx)
    return askProviderCount(ctx, question)
  },
})

const confirmed = priced.extend({
  templateId: z.int().optional(),
  scheduledAt: z.iso.datetime().nullable(),
  timeZone: z.string().max(60),
  sendWindow: sendWindow.nullable(),
  notAfter: z.iso.datetime().nullable(),
  ratePerSecond: ratePerSecond.nullable(),
  confirmation: z.uuid(),
  atOnce: z.boolean(),
  expected: z.object({ people: z.int(), credits: z.number() }).nullable(),
})

/** Sends it, or refuses with the field that is wrong. A long list may still be planned when this answers: ask again. */
export const confirmAction = action({
  name: 'message.send',
  access: 'send',
  input: confirmed,
  run: async (ctx, { text, values, scheduledAt, notAfter, expected, ...rest }) => {
    const { uuid, state } = await confirmMessage(
      ctx,
      {
        ...rest,
        content: text,
        variables: values,
        scheduledAt: scheduledAt === null ? null : new Date(scheduledAt),
        notAfter: notAfter === null ? null : new Date(notAfter),
        watched: true,
      },
      expected,
    )
    return { uuid, isPlanned: state !== 'planning' }
  },
})
