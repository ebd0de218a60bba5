'use client'

import { later } from '#components/ui/later.tsx'

export const SenderDocuments = later(() =>
  import('./sender-documents.tsx').then((all) => all.SenderDocuments),
)
export const SenderTools = later(() => import('./sender-tools.tsx').then((all) => all.SenderTools))
export const RequestForm = later(() => import('./request-form.tsx').then((all) => all.RequestForm))
export const SyncMenu = later(() => import('./sync-menu.tsx').then((all) => all.SyncMenu))
