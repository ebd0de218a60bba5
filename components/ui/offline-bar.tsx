'use client'

import { CloudOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useSyncExternalStore } from 'react'

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
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-(--bottom-height) z-40 flex justify-center p-3 empty:hidden"
    >
      {!online && (
        <p className="flex max-w-prose gap-2 rounded border border-line bg-raised px-3 py-2 text-sm shadow-float">
          <CloudOff aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-doubtful" />
          {words('offline')}
        </p>
      )}
    </div>
  )
}
