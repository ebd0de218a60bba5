import { findDefaultCountry } from '#lib/accounts/find-default-country.ts'
import { createContact } from '#lib/contacts/create-contact.ts'
import { listContacts } from '#lib/contacts/list-contacts.ts'
import { contactQuery, newContact } from '#lib/contacts/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ access: 'read', query: contactQuery, run: ({ ctx, query }) => listContacts(ctx, query) }),
  POST: route({
    access: 'send',
    body: newContact,
    run: async ({ ctx, body }) => createContact(ctx, body, await findDefaultCountry(ctx)),
  }),
})
