import { findDefaultCountry } from '#lib/accounts/find-default-country.ts'
import { createContact } from '#lib/contacts/create-contact.ts'
import { listContacts } from '#lib/contacts/list-contacts.ts'
import { contactPage, contactQuery, contactView, newContact } from '#lib/contacts/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'List contacts',
    answer: contactPage,
    refuses: ['UNKNOWN_GROUP'],
    query: contactQuery,
    run: ({ ctx, query }) => listContacts(ctx, query),
  }),
  POST: route({
    access: 'send',
    summary: 'Add a contact',
    once: 'transaction',
    answer: contactView,
    refuses: ['ALREADY_EXISTS', 'UNKNOWN_GROUP'],
    body: newContact,
    run: async ({ ctx, body }) => createContact(ctx, body, await findDefaultCountry(ctx)),
  }),
})
