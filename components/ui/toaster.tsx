'use client'

import { Suspense, useEffect, useState } from 'react'
import { later } from './later.tsx'
import { onFirstToast } from './toast.ts'

const ToastViewport = later(() => import('./toast-viewport.tsx').then((all) => all.ToastViewport))

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
