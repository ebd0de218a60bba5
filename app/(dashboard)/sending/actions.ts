'use server'

import { z } from 'zod'
import { action } from '#lib/http/action.ts'
import { confirmSending } from '#lib/sending/confirm-sending.ts'
import { startEverything, stopEverything } from '#lib/sending/stop-everything.ts'

const nothing = z.object({})

export const stopEverythingAction = action({
  name: 'installation.stop',
  access: 'manage',
  input: nothing,
  run: (ctx) => stopEverything(ctx),
})

export const startEverythingAction = action({
  name: 'installation.start',
  access: 'manage',
  input: nothing,
  run: (ctx) => startEverything(ctx),
})

export const confirmSendingAction = action({
  name: 'installation.confirm',
  access: 'manage',
  input: nothing,
  run: (ctx) => confirmSending(ctx),
})
