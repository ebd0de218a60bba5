'use client'

import { useEffect, useState } from 'react'
import { noteServerTime, serverNow } from '#components/server-clock.ts'

const TICK_MS = 10_000

/** The server's time, which decides what is past. While it ticks, it moves on every ten seconds. */
export function useServerClock(told: string | undefined, ticks: boolean): Date {
  const [now, setNow] = useState(() => new Date(serverNow()))

  useEffect(() => {
    if (told === undefined) return
    noteServerTime(told)
    setNow(new Date(serverNow()))
  }, [told])

  useEffect(() => {
    if (!ticks) return
    setNow(new Date(serverNow()))
    const timer = setInterval(() => setNow(new Date(serverNow())), TICK_MS)
    return () => clearInterval(timer)
  }, [ticks])

  return now
}
