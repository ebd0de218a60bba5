'use client'

import { useRouter } from 'next/navigation'

/**
 * Goes to a screen where no link is pressed: by a key, by a command. Without a connection it stays, because the browser's
 * own error page would take the place of everything that is here.
 */
export function useGo(): (href: string) => void {
  const router = useRouter()
  return (href) => {
    if (navigator.onLine) router.push(href)
  }
}
