'use client'

import { live } from '#components/live.tsx'

export const ConversationList = live(() =>
  import('./conversation-list.tsx').then((all) => all.ConversationList),
)
export const ConversationScreen = live(() =>
  import('./conversation-screen.tsx').then((all) => all.ConversationScreen),
)
