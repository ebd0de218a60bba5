'use client'

import { live } from '#components/live.tsx'
import { later } from '#components/ui/later.tsx'

export const TemplateTools = later(() => import('./template-tools.tsx').then((all) => all.TemplateTools))
export const TemplateForm = live(() => import('./template-form.tsx').then((all) => all.TemplateForm))
