'use client'

import { useTranslations } from 'next-intl'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { isSignedOut, type Place, placeOf } from './problems.ts'
import { goToStep } from './step.tsx'
import type { Composer } from './use-composer.ts'

const stepOf: Record<Place, string> = {
  numbers: 'who',
  text: 'what',
  values: 'what',
  sender: 'when',
  time: 'when',
  review: 'review',
}

/** What the server said to the press of the button, where the button is; its place in the steps above says it too. */
export function Refusal({ composer: { refusal, failures } }: { composer: Composer }) {
  const words = useTranslations('compose.problems')
  if (failures.some(isSignedOut)) return <SignedOut />
  if (!refusal) return null
  if (refusal === 'no-answer')
    return (
      <Notice status="doubtful" urgent>
        {words('noAnswerToSend')}
      </Notice>
    )
  const step = stepOf[placeOf(refusal)]
  const isElsewhere = step !== 'review'
  return (
    <Notice
      status="bad"
      urgent
      action={
        isElsewhere && (
          <Button size="sm" onClick={() => goToStep(step)}>
            {words('goThere')}
          </Button>
        )
      }
    >
      {refusal.field === 'expected' ? words('changed') : refusal.message}
    </Notice>
  )
}

/** What was written stays on this device and is there again afterwards. */
function SignedOut() {
  const words = useTranslations('compose.problems')
  return (
    <Notice
      status="bad"
      urgent
      title={words('signedOutTitle')}
      action={
        <ButtonLink href="/sign-in?next=/messages/new" look="primary" size="sm" prefetch={false}>
          {words('signIn')}
        </ButtonLink>
      }
    >
      {words('signedOut')}
    </Notice>
  )
}
