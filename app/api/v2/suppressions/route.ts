import { findDefaultCountry } from '#lib/accounts/find-default-country.ts'
import { addSuppressions } from '#lib/contacts/add-suppressions.ts'
import { listSuppressions } from '#lib/contacts/list-suppressions.ts'
import {
  addedSuppressions,
  newSuppressions,
  suppressionPage,
  suppressionQuery,
} from '#lib/contacts/schema-suppressions.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'List who must not be texted',
    answer: suppressionPage,

    query: suppressionQuery,
    run: async ({ ctx, query }) => listSuppressions(ctx, query, await findDefaultCountry(ctx)),
  }),
  POST: route({
    access: 'send',
    summary: 'Stop numbers',
    description: 'No message reaches them any more, those that are going out included.',
    once: 'transaction',
    answer: addedSuppressions,
    refuses: ['UNKNOWN_SENDER'],
    body: newSuppressions,
    run: async ({ ctx, body }) => addSuppressions(ctx, body, await findDefaultCountry(ctx)),
  }),
})
