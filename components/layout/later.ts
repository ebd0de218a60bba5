'use client'

import { later } from '#components/ui/later.tsx'

export const Clock = later(() => import('./clock.tsx').then((all) => all.Clock))
export const CommandCenter = later(() => import('./command-center.tsx').then((all) => all.CommandCenter))
export const OfflineBar = later(() => import('../ui/offline-bar.tsx').then((all) => all.OfflineBar))
export const Tooltips = later(() => import('../ui/tooltips.tsx').then((all) => all.Tooltips))
