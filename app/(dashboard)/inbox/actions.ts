'use server'

import { z } from 'zod'
import { removal } from '#lib/contacts/schema-suppressions.ts'
import { action } from '#lib/http/action.ts'
import { answerConversation, previewAnswer } from '#lib/inbox/answer-conversation.ts'
import { allowTexts, stopTexts } from '#lib/inbox/change-wish.ts'
import { markConversation } from '#lib/inbox/mark-conversation.ts'
import { answer, confirmedAnswer } from '#lib/inbox/schema.ts'
import { rowId } from '#lib/shared/row-id.ts'
import { markAudited } from '#lib/users/record-audit.ts'

const one = z.object({ id: rowId })

export const previewAnswerAction = action({
  name: 'inbox.preview',
  access: 'send',
  input: answer,
  run: (ctx, input) => {
    markAudited(ctx)
    return previewAnswer(ctx, input)
  },
})

export const answerAction = action({
  name: 'inbox.answer',
  access: 'send',
  input: confirmedAnswer,
  run: answerConversation,
})

export const markConversationAction = action({
  name: 'inbox.read',
  access: 'send',
  input: one.extend({ read: z.boolean() }),
  run: markConversation,
})

export const stopTextsAction = action({
  name: 'suppression.add',
  access: 'send',
  input: one,
  run: stopTexts,
})

export const allowTextsAction = action({
  name: 'suppression.remove',
  access: 'send',
  input: one.extend(removal.shape),
  run: allowTexts,
})
