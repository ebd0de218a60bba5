'use client'

import { live } from '#components/live.tsx'

export const ExportButton = live(() => import('./export-button.tsx').then((all) => all.ExportButton))
export const ExportTable = live(() => import('./export-table.tsx').then((all) => all.ExportTable))
