'use client'

import { CloudOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useSyncExternalStore } from 'react'
import { FloatingBar } from './floating-bar.tsx'

function subscribe(change: () => void) {
  window.addEventListener('online', change)
  window.addEventListener('offline', change)
  return () => {
    window.removeEventListener('online', change)
    window.removeEventListener('offline', change)
  }
}

/** Without a connection a link leads to the browser's own error page, away from everything that is here. */
function holdLink(event: MouseEvent) {
  const link = event.target instanceof Element ? event.target.closest('a[href^="/"]') : null
  if (!link) return
  event.preventDefault()
  event.stopPropagation()
}

/** Says that there is no connection, and keeps the page until there is one. Lies over the page instead of pushing it down. */
export function OfflineBar() {
  const words = useTranslations('ui')
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
  useEffect(() => {
    if (online) return
    window.addEventListener('click', holdLink, { capture: true })
    return () => window.removeEventListener('click', holdLink, { capture: true })
  }, [online])
  return (
    <FloatingBar icon={<CloudOff aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-doubtful" />}>
      {!online && <p>{words('offline')}</p>}
    </FloatingBar>
  )
}
