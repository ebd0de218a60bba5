'use client'

import { lazy, Suspense } from 'react'
import type { ResendDialogProps } from './resend-question.tsx'

const Question = lazy(() =>
  import('./resend-question.tsx').then((module) => ({ default: module.ResendQuestion })),
)

/** Asks before it sends again; what asks is loaded when somebody wants to. */
export const ResendDialog = (props: ResendDialogProps) => (
  <Suspense fallback={null}>
    <Question {...props} />
  </Suspense>
)
