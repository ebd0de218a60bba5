'use client'

import { CloudOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'

function subscribe(change: () => void) {
  window.addEventListener('online', change)
  window.addEventListener('offline', change)
  return () => {
    window.removeEventListener('online', change)
    window.removeEventListener('offline', change)
  }
}

/** Says that there is no connection. Lies over the page instead of pushing it down. */
export function OfflineBar() {
  const words = useTranslations('ui')
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
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
