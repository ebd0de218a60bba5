'use server'

import { z } from 'zod'
import { action } from '#lib/http/action.ts'
import { changeRole } from '#lib/users/change-role.ts'
import { createUser } from '#lib/users/create-user.ts'
import { activateUser, deactivateUser } from '#lib/users/deactivate-user.ts'
import { resetPassword } from '#lib/users/reset-password.ts'
import { roles } from '#lib/users/rules.ts'
import { newUser } from '#lib/users/schema.ts'

const one = z.object({ userId: z.int().positive() })

export const addUserAction = action({
  name: 'user.create',
  access: 'manage',
  input: newUser.omit({ password: true }),
  run: createUser,
})

export const changeRoleAction = action({
  name: 'user.change-role',
  access: 'manage',
  input: one.extend({ role: z.enum(roles) }),
  run: changeRole,
})

export const deactivateUserAction = action({
  name: 'user.deactivate',
  access: 'manage',
  input: one,
  run: (ctx, { userId }) => deactivateUser(ctx, userId),
})

export const activateUserAction = action({
  name: 'user.activate',
  access: 'manage',
  input: one,
  run: (ctx, { userId }) => activateUser(ctx, userId),
})

export const resetPasswordAction = action({
  name: 'password.reset',
  access: 'manage',
  input: one,
  run: (ctx, { userId }) => resetPassword(ctx, userId),
})
