'use server'

import { action } from '#lib/http/action.ts'
import { changeSettings } from '#lib/users/change-settings.ts'
import { someSettings } from '#lib/users/schema-settings.ts'

export const changeSettingsAction = action({
  name: 'setting.change',
  access: 'manage',
  input: someSettings,
  run: changeSettings,
})
