'use server'

import { z } from 'zod'
import { action } from '#lib/http/action.ts'
import { createKey } from '#lib/users/create-key.ts'
import { revokeKey } from '#lib/users/revoke-key.ts'
import { newKey } from '#lib/users/schema.ts'

export const createKeyAction = action({
  name: 'key.create',
  access: 'send',
  input: newKey.omit({ owner: true, expiresAt: true }).extend({ days: z.int().min(1).max(3650).nullable() }),
  run: async (ctx, { days, ...key }) => {
    const ends = days === null ? undefined : new Date(ctx.now().getTime() + days * 86_400_000).toISOString()
    return createKey(ctx, { ...key, expiresAt: ends })
  },
})

export const revokeKeyAction = action({
  name: 'key.revoke',
  access: 'send',
  input: z.object({ keyId: z.int().positive() }),
  run: (ctx, { keyId }) => revokeKey(ctx, keyId),
})
