import { cancelImport } from '#lib/contacts/cancel-import.ts'
import { getImport } from '#lib/contacts/get-import.ts'
import { idParams } from '#lib/contacts/schema.ts'
import { importView } from '#lib/contacts/schema-imports.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Get one import',
    answer: importView,
    params: idParams,
    run: ({ ctx, params }) => getImport(ctx, params.id),
  }),
  DELETE: route({
    access: 'send',
    summary: 'Call an import off',
    description: 'What was taken in stays.',
    answer: importView,
    refuses: ['CONFLICT'],
    params: idParams,
    run: ({ ctx, params }) => cancelImport(ctx, params.id),
  }),
})
