'use client'

import { live } from '#components/live.tsx'

export const OverviewScreen = live(() => import('./overview-screen.tsx').then((all) => all.OverviewScreen))
