'use client'

import { later } from '#components/ui/later.tsx'

const load = () => import('./together.ts')

export const Clock = later(() => load().then((all) => all.Clock))
export const CommandCenter = later(() => load().then((all) => all.CommandCenter))
export const FocusKeeper = later(() => load().then((all) => all.FocusKeeper))
export const OfflineBar = later(() => load().then((all) => all.OfflineBar))
export const OutdatedBar = later(() => load().then((all) => all.OutdatedBar))
export const Tooltips = later(() => load().then((all) => all.Tooltips))
