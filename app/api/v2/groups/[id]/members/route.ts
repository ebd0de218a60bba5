import { findDefaultCountry } from '#lib/accounts/find-default-country.ts'
import { addMembers, removeMembers } from '#lib/contacts/change-members.ts'
import { listContacts } from '#lib/contacts/list-contacts.ts'
import {
  addedMembers,
  contactPage,
  contactQuery,
  idParams,
  memberChange,
  removedMembers,
} from '#lib/contacts/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

const change = { access: 'send', params: idParams, body: memberChange } as const

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'List the people of a group',
    answer: contactPage,
    refuses: ['UNKNOWN_GROUP'],
    params: idParams,
    query: contactQuery.omit({ group: true }),
    run: ({ ctx, params, query }) => listContacts(ctx, { ...query, group: params.id }),
  }),
  POST: route({
    ...change,
    summary: 'Put people into a group',
    description: 'Numbers that are nobody yet become contacts.',
    answer: addedMembers,
    run: async ({ ctx, params, body }) => addMembers(ctx, params.id, body, await findDefaultCountry(ctx)),
  }),
  DELETE: route({
    ...change,
    summary: 'Take people out of a group',
    description: 'They stay contacts.',
    answer: removedMembers,
    run: async ({ ctx, params, body }) => removeMembers(ctx, params.id, body, await findDefaultCountry(ctx)),
  }),
})
