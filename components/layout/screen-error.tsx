'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useTransition } from 'react'
import { learnFromFailure } from '#components/ui/outdated.ts'

/** `retry` asks the server once more; Next's `reset` would only show what has failed again. */
export type ScreenErrorProps = { error: Error & { digest?: string }; retry: () => void }

/** What stands in the place of a page that could not be put together. Every page loads it, so it is made of little. */
export function ScreenError({ error, retry }: ScreenErrorProps) {
  const words = useTranslations('states.screen')
  const [pending, start] = useTransition()
  useEffect(() => learnFromFailure(error), [error])
  return (
    <div role="alert" className="flex flex-col items-start gap-1">
      <h1 className="text-xl font-semibold tracking-tight">{words('error')}</h1>
      <p className="max-w-prose text-muted">{words('errorText')}</p>
      <button
        type="button"
        aria-disabled={pending}
        aria-busy={pending}
        onClick={() => pending || start(retry)}
        // The look of a button in its own words: every page would load all the looks for this one.
        className="my-5 min-h-control rounded-md border border-edge bg-raised px-3 font-medium hover:bg-hover aria-disabled:opacity-50"
      >
        {words('retry')}
      </button>
      {error.digest && <p className="font-mono text-xs text-muted">{error.digest}</p>}
    </div>
  )
}
