'use client'

import { useLayoutEffect } from 'react'

/** Tells `EarlyInput` that React listens. In the very moment: a press is either kept or heard, never both. */
export function Awake() {
  useLayoutEffect(() => {
    window.dispatchEvent(new Event('early-input'))
  }, [])
  return null
}
