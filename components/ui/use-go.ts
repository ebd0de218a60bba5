'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'

/**
 * Goes to a screen where no link is pressed: by a key, by a command. Without a connection it stays, because the browser's
 * own error page would take the place of everything that is here. `isGoing` until the screen is there.
 */
export function useGo(): [go: (href: string) => void, isGoing: boolean] {
  const router = useRouter()
  const [isGoing, start] = useTransition()
  const go = (href: string) => {
    if (navigator.onLine) start(() => router.push(href))
  }
  return [go, isGoing]
}
