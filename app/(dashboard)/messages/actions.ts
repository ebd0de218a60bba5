'use server'

import { z } from 'zod'
import { action } from '#lib/http/action.ts'
import { cancelMessage, pauseMessage, resumeMessage, stopMessage } from '#lib/messages/control-message.ts'

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

export const resumeAction = action({
  name: 'message.resume',
  access: 'send',
  input: one,
  run: (ctx, { uuid }) => resumeMessage(ctx, uuid),
})
