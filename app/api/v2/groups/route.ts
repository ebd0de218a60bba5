import { createGroup } from '#lib/contacts/create-group.ts'
import { listGroups } from '#lib/contacts/list-groups.ts'
import { newGroup } from '#lib/contacts/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ access: 'read', run: async ({ ctx }) => ({ groups: await listGroups(ctx) }) }),
  POST: route({
    access: 'send',
    body: newGroup,
    run: async ({ ctx, body }) => ({ id: (await createGroup(ctx, body)).id }),
  }),
})
