'use client'

import { later } from '#components/ui/later.tsx'

export const Samples = later(() => import('./samples.tsx').then((all) => all.Samples))
export const TryIt = later(() => import('./try-it.tsx').then((all) => all.TryIt))
