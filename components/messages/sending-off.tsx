'use client'

import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { later } from '#components/ui/later.tsx'
import { sending } from './sending-queries.ts'
import type { SendingSwitch } from './sending-switch.ts'

const Notice = later(() => import('./sending-off-notice.tsx').then((all) => all.SendingOffNotice))

/** Says on every screen when nothing leaves. It seldom has something to say, so what says it comes when it does. */
export function SendingOff({ actions }: { actions?: SendingSwitch }) {
  const { data } = useQuery(sending.now())
  if (!data?.off) return null
  return (
    <Suspense fallback={null}>
      <Notice standing={{ ...data, off: data.off }} actions={actions} />
    </Suspense>
  )
}
