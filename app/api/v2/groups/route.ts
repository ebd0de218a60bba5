import { createGroup } from '#lib/contacts/create-group.ts'
import { listGroups } from '#lib/contacts/list-groups.ts'
import { groupPage, groupView, newGroup } from '#lib/contacts/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'List groups',
    answer: groupPage,
    run: async ({ ctx }) => ({ groups: await listGroups(ctx) }),
  }),
  POST: route({
    access: 'send',
    summary: 'Make a group',
    once: 'transaction',
    answer: groupView.pick({ id: true }),
    refuses: ['ALREADY_EXISTS'],
    body: newGroup,
    run: async ({ ctx, body }) => ({ id: (await createGroup(ctx, body)).id }),
  }),
})
