'use client'

import { later } from '#components/ui/later.tsx'

export const SettingsForm = later(() => import('./settings-form.tsx').then((all) => all.SettingsForm))
