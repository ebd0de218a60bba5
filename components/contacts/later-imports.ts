'use client'

import { live } from '#components/live.tsx'
import { later } from '#components/ui/later.tsx'

export const ImportForm = later(() => import('./import-form.tsx').then((all) => all.ImportForm))
export const ImportScreen = live(() => import('./import-screen.tsx').then((all) => all.ImportScreen))
export const ImportStart = live(() => import('./import-start.tsx').then((all) => all.ImportStart))
