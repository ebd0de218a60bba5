'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { ErrorState } from '#components/ui/notice.tsx'

type Props = { error: Error & { digest?: string }; reset: () => void }

/** What a room shows when it could not be put together. The frame around it stays. */
export default function RoomError({ error, reset }: Props) {
  const words = useTranslations('states.screen')
  return (
    <ErrorState
      title={words('error')}
      action={<Button onClick={reset}>{words('retry')}</Button>}
      detail={error.digest}
    >
      {words('errorText')}
    </ErrorState>
  )
}
