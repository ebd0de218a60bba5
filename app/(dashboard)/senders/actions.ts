'use server'

import { z } from 'zod'
import { action } from '#lib/http/action.ts'
import { approveSender, rejectSender, shareSender, withdrawSender } from '#lib/senders/decide-sender.ts'
import { requestSender } from '#lib/senders/request-sender.ts'
import { senderRequest } from '#lib/senders/schema.ts'
import { enableSender, syncSenders } from '#lib/senders/sync-senders.ts'

const one = z.object({ senderId: z.int().positive() })

export const requestSenderAction = action({
  name: 'sender.request',
  access: 'send',
  input: senderRequest,
  run: requestSender,
})

export const approveSenderAction = action({
  name: 'sender.approve',
  access: 'manage',
  input: one.extend({ shared: z.boolean() }),
  run: approveSender,
})

export const rejectSenderAction = action({
  name: 'sender.reject',
  access: 'manage',
  input: one.extend({ reason: z.string().trim().min(3).max(500) }),
  run: rejectSender,
})

export const withdrawSenderAction = action({
  name: 'sender.withdraw',
  access: 'send',
  input: one,
  run: withdrawSender,
})

export const shareSenderAction = action({
  name: 'sender.share',
  access: 'manage',
  input: one.extend({ ownerId: z.int().positive().nullable() }),
  run: shareSender,
})

export const enableSenderAction = action({
  name: 'sender.enable',
  access: 'manage',
  input: one,
  run: enableSender,
})

export const syncSendersAction = action({
  name: 'sender.sync',
  access: 'manage',
  input: z.object({ accountId: z.int().positive() }),
  run: syncSenders,
})
