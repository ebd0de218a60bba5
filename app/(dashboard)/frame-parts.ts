'use client'

import { live } from '#components/live.tsx'

const load = () => import('./frame-together.ts')

export const CreditMeter = live(() => load().then((all) => all.CreditMeter))
export const HealthDot = live(() => load().then((all) => all.HealthDot))
export const SendingOff = live(() => load().then((all) => all.SendingOff))
export const SessionEnded = live(() => load().then((all) => all.SessionEnded))
export const UnreadBadge = live(() => load().then((all) => all.UnreadBadge))
export const WaitingBadge = live(() => load().then((all) => all.WaitingBadge))
