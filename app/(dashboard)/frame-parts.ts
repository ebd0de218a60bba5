'use client'

import { live } from '#components/live.tsx'

export const CreditMeter = live(() =>
  import('#components/credits/credit-meter.tsx').then((all) => all.CreditMeter),
)
export const HealthDot = live(() =>
  import('#components/accounts/health-dot.tsx').then((all) => all.HealthDot),
)
export const SendingOff = live(() =>
  import('#components/messages/sending-off.tsx').then((all) => all.SendingOff),
)
export const SessionEnded = live(() =>
  import('#components/session-ended.tsx').then((all) => all.SessionEnded),
)
export const UnreadBadge = live(() =>
  import('#components/inbox/unread-badge.tsx').then((all) => all.UnreadBadge),
)
export const WaitingBadge = live(() =>
  import('#components/messages/waiting-badge.tsx').then((all) => all.WaitingBadge),
)
