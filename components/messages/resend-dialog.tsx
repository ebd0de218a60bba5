'use client'

import { Suspense } from 'react'
import { Coming } from '#components/ui/coming.tsx'
import { later } from '#components/ui/later.tsx'
import type { ResendDialogProps } from './resend-question.tsx'

const Question = later(() => import('./resend-question.tsx').then((all) => all.ResendQuestion))

/** Asks before it sends again; what asks is loaded when somebody wants to. */
export const ResendDialog = (props: ResendDialogProps) => (
  <Suspense fallback={<Coming />}>
    <Question {...props} />
  </Suspense>
)
