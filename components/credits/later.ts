'use client'

import { live } from '#components/live.tsx'

export const AddCredits = live(() => import('./add-credits.tsx').then((all) => all.AddCredits))
