import { removeSuppression } from '#lib/contacts/remove-suppression.ts'
import { contactIdParams } from '#lib/contacts/schema.ts'
import { removal } from '#lib/contacts/schema-suppressions.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route({
    access: 'send',
    summary: 'Let somebody be texted again',
    params: contactIdParams,
    body: removal,
    run: ({ ctx, params, body }) => removeSuppression(ctx, params.id, body),
  }),
})
