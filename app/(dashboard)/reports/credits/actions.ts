'use server'

import { addCredits } from '#lib/credits/add-credits.ts'
import { topUp } from '#lib/credits/schema.ts'
import { action } from '#lib/http/action.ts'

export const addCreditsAction = action({
  name: 'credits.add',
  access: 'manage',
  input: topUp,
  run: (ctx, input) => addCredits(ctx, input),
})
