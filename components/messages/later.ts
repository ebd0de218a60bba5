'use client'

import { live } from '#components/live.tsx'

export const MessageScreen = live(() => import('./message-screen.tsx').then((all) => all.MessageScreen))
export const RecipientsScreen = live(() =>
  import('./recipients-screen.tsx').then((all) => all.RecipientsScreen),
)
export const MessageList = live(() => import('./message-table.tsx').then((all) => all.MessageList))
export const StopAll = live(() => import('./stop-all.tsx').then((all) => all.StopAll))
