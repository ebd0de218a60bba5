'use server'

import { z } from 'zod'
import { findDefaultCountry } from '#lib/accounts/find-default-country.ts'
import { addSuppressions } from '#lib/contacts/add-suppressions.ts'
import { createContact } from '#lib/contacts/create-contact.ts'
import { deleteContacts } from '#lib/contacts/delete-contacts.ts'
import { removeSuppression } from '#lib/contacts/remove-suppression.ts'
import { contactChange, contactIdParams, newContact } from '#lib/contacts/schema.ts'
import { newSuppressions, removal } from '#lib/contacts/schema-suppressions.ts'
import { updateContact } from '#lib/contacts/update-contact.ts'
import { action } from '#lib/http/action.ts'

export const createContactAction = action({
  name: 'contact.create',
  access: 'send',
  input: newContact,
  run: async (ctx, input) => createContact(ctx, input, await findDefaultCountry(ctx)),
})

export const updateContactAction = action({
  name: 'contact.update',
  access: 'send',
  input: contactIdParams.extend(contactChange.shape),
  run: async (ctx, { id, ...change }) => updateContact(ctx, id, change, await findDefaultCountry(ctx)),
})

export const deleteContactsAction = action({
  name: 'contact.delete',
  access: 'send',
  input: z.object({ ids: z.array(z.int().positive()).min(1).max(1000) }),
  run: async (ctx, { ids }) => ({ deleted: await deleteContacts(ctx, ids) }),
})

export const addSuppressionsAction = action({
  name: 'suppression.add',
  access: 'send',
  input: newSuppressions,
  run: async (ctx, input) => addSuppressions(ctx, input, await findDefaultCountry(ctx)),
})

export const removeSuppressionAction = action({
  name: 'suppression.remove',
  access: 'send',
  input: contactIdParams.extend(removal.shape),
  run: (ctx, { id, reason }) => removeSuppression(ctx, id, { reason }),
})
