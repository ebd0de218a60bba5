'use client'

import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { preloadConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { leftOutReasons, resendKinds } from '#lib/messages/rules-recipients.ts'
import type { MessageDetailView } from '#lib/messages/schema.ts'
import type { ReasonsView } from '#lib/messages/schema-follow.ts'
import type { ResendActions } from './message-controls.ts'
import { messages } from './message-queries.ts'
import { ResendDialog } from './resend-dialog.tsx'

type ResendButtonProps = { message: MessageDetailView; actions: ResendActions; live: boolean }

/** Leads to sending again to those who did not get it, where there may be somebody who was not sent to again yet. */
export function ResendButton({ message, actions, live }: ResendButtonProps) {
  const words = useTranslations('message.resend')
  const { data } = useQuery(messages.reasons(message.uuid, live))
  const [open, setOpen] = useState(false)
  const resent = message.resends
    .filter(({ doubtful }) => !doubtful)
    .reduce((sum, { people }) => sum + people, 0)
  if (!data || countFailed(data) <= resent) return null
  return (
    <>
      <Button
        icon={<RotateCw aria-hidden="true" />}
        onPointerEnter={preloadConfirmDialog}
        onFocus={preloadConfirmDialog}
        onClick={() => setOpen(true)}
      >
        {words('label')}
      </Button>
      {open && (
        <ResendDialog target={{ uuid: message.uuid }} actions={actions} onClose={() => setOpen(false)} />
      )}
    </>
  )
}

/** Who was sent to in vain; whoever was left out from the start was not sent to at all. */
const countFailed = ({ reasons }: ReasonsView): number =>
  reasons
    .filter(({ state }) => (resendKinds as readonly string[]).includes(state))
    .filter(({ reason }) => reason === null || !(leftOutReasons as readonly string[]).includes(reason))
    .reduce((sum, { count }) => sum + count, 0)
