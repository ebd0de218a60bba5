'use server'

import { z } from 'zod'
import { cancelImport } from '#lib/contacts/cancel-import.ts'
import { createGroup } from '#lib/contacts/create-group.ts'
import { idParams } from '#lib/contacts/schema.ts'
import { newImport } from '#lib/contacts/schema-imports.ts'
import { startImport } from '#lib/contacts/start-import.ts'
import { action } from '#lib/http/action.ts'

export const startImportAction = action({
  name: 'import.start',
  access: 'send',
  input: newImport.and(z.object({ newGroup: z.string().trim().max(100).optional() })),
  run: async (ctx, { newGroup, ...plan }) => {
    if (!newGroup || plan.kind !== 'contacts') return startImport(ctx, plan)
    const { id } = await createGroup(ctx, { name: newGroup })
    return startImport(ctx, { ...plan, groupId: id })
  },
})

export const cancelImportAction = action({
  name: 'import.cancel',
  access: 'send',
  input: idParams,
  run: (ctx, { id }) => cancelImport(ctx, id),
})
