import { findDefaultCountry } from '#lib/accounts/find-default-country.ts'
import { deleteContacts } from '#lib/contacts/delete-contacts.ts'
import { getContact } from '#lib/contacts/get-contact.ts'
import { contactChange, contactDetails, contactIdParams, contactView } from '#lib/contacts/schema.ts'
import { updateContact } from '#lib/contacts/update-contact.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Get one contact',
    answer: contactDetails,
    params: contactIdParams,
    run: ({ ctx, params }) => getContact(ctx, params.id),
  }),
  PATCH: route({
    access: 'send',
    summary: 'Change a contact',
    description: 'What is left out stays as it is.',
    answer: contactView,
    refuses: ['ALREADY_EXISTS'],
    params: contactIdParams,
    body: contactChange,
    run: async ({ ctx, params, body }) => updateContact(ctx, params.id, body, await findDefaultCountry(ctx)),
  }),
  DELETE: route({
    access: 'send',
    summary: 'Delete a contact',
    params: contactIdParams,
    run: async ({ ctx, params }) => {
      await getContact(ctx, params.id)
      await deleteContacts(ctx, [params.id])
    },
  }),
})
