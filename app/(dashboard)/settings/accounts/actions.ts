'use server'

import { getTimeZone } from 'next-intl/server'
import { z } from 'zod'
import {
  changeAccount,
  makeDefaultAccount,
  reopenAccount,
  rotateCallback,
  switchAccount,
} from '#lib/accounts/change-account.ts'
import { dropPrice, importPrices, setPrice } from '#lib/accounts/change-prices.ts'
import { createAccount } from '#lib/accounts/create-account.ts'
import { refreshBalance } from '#lib/accounts/refresh-balance.ts'
import { readCredits, readPrefix } from '#lib/accounts/rules-prices.ts'
import { accountChange, newAccount } from '#lib/accounts/schema.ts'
import { testAccount } from '#lib/accounts/test-account.ts'
import { action } from '#lib/http/action.ts'
import { dayBegins } from '#lib/shared/day-begins.ts'

const DAY_MS = 86_400_000

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

export const reopenAccountAction = action({
  name: 'account.reopen',
  access: 'manage',
  input: one,
  run: (ctx, { accountId }) => reopenAccount(ctx, accountId),
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

/** Whoever sends wants to know whether there is enough. */
export const refreshBalanceAction = action({
  name: 'account.balance',
  access: 'send',
  input: one,
  run: (ctx, { accountId }) => refreshBalance(ctx, accountId),
})

/** Says at the field what a price must look like. */
function refuse(at: z.RefinementCtx, problem: string): never {
  at.addIssue({ code: 'custom', params: { problem } })
  return z.NEVER
}

const newPrice = one.extend({
  prefix: z
    .string()
    .max(40)
    .transform((text, at) => readPrefix(text) ?? refuse(at, 'prefix')),
  credits: z
    .string()
    .max(40)
    .transform((text, at) => readCredits(text) ?? refuse(at, 'credits')),
  /** A day such as 2026-11-21; empty is from now on. */
  day: z.string().max(10),
})

export const setPriceAction = action({
  name: 'account.prices',
  access: 'manage',
  input: newPrice,
  run: async (ctx, { accountId, day, prefix, credits }) => {
    const begins = day === '' ? null : (dayBegins(day, await getTimeZone()) ?? new Date(0))
    // Today is from now on: its beginning has passed.
    const isToday = begins !== null && begins <= ctx.now() && ctx.now().getTime() - begins.getTime() < DAY_MS
    await setPrice(ctx, accountId, {
      prefix,
      credits,
      validFrom: isToday ? null : (begins?.toISOString() ?? null),
    })
  },
})

export const importPricesAction = action({
  name: 'account.prices',
  access: 'manage',
  input: one.extend({ text: z.string().max(1_000_000) }),
  run: (ctx, { accountId, text }) => importPrices(ctx, accountId, text),
})

export const dropPriceAction = action({
  name: 'account.prices',
  access: 'manage',
  input: z.object({ priceId: z.int().positive() }),
  run: (ctx, { priceId }) => dropPrice(ctx, priceId),
})
