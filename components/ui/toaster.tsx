'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { onFirstToast } from './toast.ts'

const ToastViewport = lazy(() =>
  import('./toast-viewport.tsx').then((module) => ({ default: module.ToastViewport })),
)

/** Where toasts appear; stands once, in the root layout. Costs nothing until something is said. */
export function Toaster() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => onFirstToast(() => setWanted(true)), [])
  return wanted ? (
    <Suspense fallback={null}>
      <ToastViewport />
    </Suspense>
  ) : null
}
