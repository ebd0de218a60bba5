import { findDefaultCountry } from '#lib/accounts/find-default-country.ts'
import { listImports } from '#lib/contacts/get-import.ts'
import { importBody, importPage, importQuery, importView } from '#lib/contacts/schema-imports.ts'
import { startImport } from '#lib/contacts/start-import.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'List imports',
    answer: importPage,

    query: importQuery,
    run: ({ ctx, query }) => listImports(ctx, query),
  }),
  POST: route({
    access: 'send',
    summary: 'Take an uploaded file in',
    once: 'confirmation',
    answer: importView,
    refuses: ['NOT_FOUND', 'INVALID_FILE', 'UNKNOWN_GROUP', 'UNKNOWN_SENDER'],
    body: importBody,
    run: async ({ ctx, body, confirmation }) => {
      const defaultCountry = body.defaultCountry ?? (await findDefaultCountry(ctx))
      return startImport(ctx, { ...body, defaultCountry }, confirmation)
    },
  }),
})
