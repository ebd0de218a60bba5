'use client'

import { useQueryClient } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ApiError } from './api-client.ts'
import { ButtonLink } from './ui/button.tsx'
import { Notice } from './ui/notice.tsx'

/**
 * Says that the session has ended, as soon as something that is read live was refused for it. The page stays as it is,
 * with whatever was written on it: only the person decides to leave it.
 */
export function SessionEnded() {
  const words = useTranslations('states.screen')
  const path = usePathname()
  const client = useQueryClient()
  const [ended, setEnded] = useState(false)

  useEffect(
    () =>
      client.getQueryCache().subscribe(({ query }) => {
        const { error } = query.state
        if (error instanceof ApiError && error.code === 'UNAUTHORIZED') setEnded(true)
      }),
    [client],
  )

  if (!ended) return null
  return (
    <Notice
      urgent
      status="doubtful"
      title={words('sessionEnded')}
      action={
        <ButtonLink size="sm" prefetch={false} href={`/sign-in?next=${encodeURIComponent(path)}`}>
          {words('signIn')}
        </ButtonLink>
      }
      className="mb-6"
    >
      {words('sessionEndedText')}
    </Notice>
  )
}
