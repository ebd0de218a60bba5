import { deleteGroup } from '#lib/contacts/delete-group.ts'
import { getGroup } from '#lib/contacts/list-groups.ts'
import { renameGroup } from '#lib/contacts/rename-group.ts'
import { groupView, idParams, newGroup } from '#lib/contacts/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: 'read',
    summary: 'Get one group',
    answer: groupView,
    params: idParams,
    run: ({ ctx, params }) => getGroup(ctx, params.id),
  }),
  PUT: route({
    access: 'send',
    summary: 'Rename a group',
    answer: groupView,
    refuses: ['ALREADY_EXISTS'],
    params: idParams,
    body: newGroup,
    run: ({ ctx, params, body }) => renameGroup(ctx, params.id, body),
  }),
  DELETE: route({
    access: 'send',
    summary: 'Delete a group',
    description: 'The people in it stay contacts.',
    params: idParams,
    run: ({ ctx, params }) => deleteGroup(ctx, params.id),
  }),
})
