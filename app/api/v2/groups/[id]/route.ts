import { deleteGroup } from '#lib/contacts/delete-group.ts'
import { getGroup } from '#lib/contacts/list-groups.ts'
import { renameGroup } from '#lib/contacts/rename-group.ts'
import { idParams, newGroup } from '#lib/contacts/schema.ts'
import { methods } from '#lib/http/methods.ts'
import { route } from '#lib/http/route.ts'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({ access: 'read', params: idParams, run: ({ ctx, params }) => getGroup(ctx, params.id) }),
  PUT: route({
    access: 'send',
    params: idParams,
    body: newGroup,
    run: ({ ctx, params, body }) => renameGroup(ctx, params.id, body),
  }),
  DELETE: route({ access: 'send', params: idParams, run: ({ ctx, params }) => deleteGroup(ctx, params.id) }),
})
