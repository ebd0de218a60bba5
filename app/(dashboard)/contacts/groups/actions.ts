'use server'

import { findDefaultCountry } from '#lib/accounts/find-default-country.ts'
import { addMembers, removeMembers } from '#lib/contacts/change-members.ts'
import { createGroup } from '#lib/contacts/create-group.ts'
import { deleteGroup } from '#lib/contacts/delete-group.ts'
import { renameGroup } from '#lib/contacts/rename-group.ts'
import { idParams, memberChange, newGroup } from '#lib/contacts/schema.ts'
import { action } from '#lib/http/action.ts'

export const createGroupAction = action({
  name: 'group.create',
  access: 'send',
  input: newGroup,
  run: createGroup,
})

export const renameGroupAction = action({
  name: 'group.rename',
  access: 'send',
  input: idParams.extend(newGroup.shape),
  run: (ctx, { id, ...input }) => renameGroup(ctx, id, input),
})

export const deleteGroupAction = action({
  name: 'group.delete',
  access: 'send',
  input: idParams,
  run: (ctx, { id }) => deleteGroup(ctx, id),
})

const members = idParams.and(memberChange)

export const addMembersAction = action({
  name: 'group.add',
  access: 'send',
  input: members,
  run: async (ctx, { id, ...people }) => addMembers(ctx, id, people, await findDefaultCountry(ctx)),
})

export const removeMembersAction = action({
  name: 'group.remove',
  access: 'send',
  input: members,
  run: async (ctx, { id, ...people }) => removeMembers(ctx, id, people, await findDefaultCountry(ctx)),
})
