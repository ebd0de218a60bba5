'use client'

import { useRouter } from 'next/navigation'
import { useTimeZone } from 'next-intl'
import { useEffect } from 'react'
import { readChoice, rememberChoice } from './cookie.ts'

/** Milliseconds until the day ends in a zone. On a day that is an hour shorter or longer it may miss by that hour. */
function untilMidnight(zone: string, now: Date): number {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' }).format(now)
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number)
  return (86_400 - hours * 3600 - minutes * 60 - seconds) * 1000
}

/**
 * Keeps the times on the page true. Tells the server which clock hangs on this reader's wall, so that the HTML is right
 * at once; a zone that the person chose goes before it. And renews the page when the day turns, or
 * a screen left open overnight would call yesterday today.
 */
export function Clock() {
  const router = useRouter()
  const shown = useTimeZone() ?? 'UTC'

  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (!zone || readChoice('device-time-zone') === zone) return
    rememberChoice('device-time-zone', zone)
    if (zone !== shown) router.refresh()
  }, [router, shown])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      timer = setTimeout(() => {
        router.refresh()
        wait()
      }, untilMidnight(shown, new Date()) + 1000)
    }
    wait()
    return () => clearTimeout(timer)
  }, [router, shown])

  return null
}
