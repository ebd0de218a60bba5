'use client'

import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useSyncExternalStore } from 'react'
import { buttonClass } from './button-class.ts'
import { FloatingBar } from './floating-bar.tsx'
import { isOutdated, learnFromFailure, noteOutdated, watchOutdated } from './outdated.ts'

/**
 * Code that did not come: it may be the line, so it is asked once more whether it exists at all. Where it does not, the
 * answer is a page, or none.
 */
async function checkCode({ target }: Event): Promise<void> {
  const address =
    target instanceof HTMLScriptElement ? target.src : target instanceof HTMLLinkElement ? target.href : ''
  if (!address.includes('/_next/static/')) return
  const answer = await fetch(address, { method: 'HEAD', cache: 'no-store' }).catch(() => null)
  if (answer && !/javascript|css/.test(answer.headers.get('content-type') ?? '')) noteOutdated()
}

/** Notices what no caller has caught. Answers how to stop. */
function listenForFailures(): () => void {
  const check = (event: Event) => void checkCode(event)
  const learn = ({ reason }: PromiseRejectionEvent) => learnFromFailure(reason)
  // The failure of an element is only told on the way down to it.
  window.addEventListener('error', check, { capture: true })
  window.addEventListener('unhandledrejection', learn)
  return () => {
    window.removeEventListener('error', check, { capture: true })
    window.removeEventListener('unhandledrejection', learn)
  }
}

/** Says that a newer version has taken the place of the one this page came from, so that its buttons may be dead. */
export function OutdatedBar() {
  const words = useTranslations('ui')
  const outdated = useSyncExternalStore(watchOutdated, isOutdated, () => false)
  useEffect(listenForFailures, [])
  return (
    <FloatingBar icon={<RefreshCw aria-hidden="true" className="mt-1.5 size-4 shrink-0 text-muted" />}>
      {outdated && (
        <>
          <p className="py-1">{words('outdated')}</p>
          <button
            type="button"
            className={buttonClass('secondary', 'sm', 'shrink-0')}
            onClick={() => location.reload()}
          >
            {words('reload')}
          </button>
        </>
      )}
    </FloatingBar>
  )
}
