'use client'

import { useCallback, useEffect, useMemo, useState } from 'react'

const TICK_MS = 10_000
/** The way of an answer; less than this is no difference between two clocks. */
const NOISE_MS = 2000

/**
 * The server's time, which decides what is past: this device's, corrected by what the server last told (ISO 8601). While
 * it ticks, the date moves on every ten seconds; `read` is exact at any moment.
 */
export function useServerClock(told: string | undefined, ticks: boolean): { now: Date; read: () => Date } {
  const [skew, setSkew] = useState(0)
  const [local, setLocal] = useState(() => Date.now())

  useEffect(() => {
    if (told === undefined) return
    const difference = Date.parse(told) - Date.now()
    setSkew(Math.abs(difference) < NOISE_MS ? 0 : difference)
  }, [told])

  useEffect(() => {
    if (!ticks) return
    setLocal(Date.now())
    const timer = setInterval(() => setLocal(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [ticks])

  const read = useCallback(() => new Date(Date.now() + skew), [skew])
  const now = useMemo(() => new Date(local + skew), [local, skew])
  return { now, read }
}
