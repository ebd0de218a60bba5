import { cancelImport } from '#lib/contacts/cancel-import.ts'
import { getImport } from '#lib/contacts/get-import.ts'
import { idParams } from '#lib/contacts/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ access: 'read', params: idParams, run: ({ ctx, params }) => getImport(ctx, params.id) }),
  DELETE: route({ access: 'send', params: idParams, run: ({ ctx, params }) => cancelImport(ctx, params.id) }),
})
