// The live parts of the frame in one piece: on a slow line every request more costs more than what is in it.
export { HealthDot } from '#components/accounts/health-dot.tsx'
export { CreditMeter } from '#components/credits/credit-meter.tsx'
export { UnreadBadge } from '#components/inbox/unread-badge.tsx'
export { SendingOff } from '#components/messages/sending-off.tsx'
export { WaitingBadge } from '#components/messages/waiting-badge.tsx'
export { SessionEnded } from '#components/session-ended.tsx'
