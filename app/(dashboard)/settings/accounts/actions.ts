'use server'

import { z } from 'zod'
import {
  changeAccount,
  makeDefaultAccount,
  rotateCallback,
  switchAccount,
} from '#lib/accounts/change-account.ts'
import { createAccount } from '#lib/accounts/create-account.ts'
import { accountChange, newAccount } from '#lib/accounts/schema.ts'
import { testAccount } from '#lib/accounts/test-account.ts'
import { action } from '#lib/http/action.ts'

const one = z.object({ accountId: z.int().positive() })

export const createAccountAction = action({
  name: 'account.create',
  access: 'manage',
  input: newAccount,
  run: createAccount,
})

export const changeAccountAction = action({
  name: 'account.change',
  access: 'manage',
  input: accountChange,
  run: changeAccount,
})

export const switchAccountAction = action({
  name: 'account.switch',
  access: 'manage',
  input: one.extend({ enabled: z.boolean() }),
  run: switchAccount,
})

export const makeDefaultAction = action({
  name: 'account.default',
  access: 'manage',
  input: one,
  run: (ctx, { accountId }) => makeDefaultAccount(ctx, accountId),
})

export const rotateCallbackAction = action({
  name: 'account.rotate-callback',
  access: 'manage',
  input: one,
  run: (ctx, { accountId }) => rotateCallback(ctx, accountId),
})

export const testAccountAction = action({
  name: 'account.test',
  access: 'manage',
  input: one,
  run: (ctx, { accountId }) => testAccount(ctx, accountId),
})
