'use client'

import { Check } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog, preloadConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { MessageView } from '#lib/messages/schema.ts'
import type { ApproveAction } from './message-controls.ts'
import { useSteering } from './use-control.ts'

type ApprovalProps = {
  message: MessageView
  /** For whoever may approve this message: an administrator who did not write it. */
  approve: ApproveAction | undefined
}

/** Says that a message waits for a second person, and is where that person lets it leave. */
export function Approval({ message, approve }: ApprovalProps) {
  const words = useTranslations('message.approval')
  return (
    <Notice
      status="waiting"
      title={words('title', { author: message.createdBy })}
      action={approve && <ApproveButton message={message} approve={approve} />}
      className="mb-6"
    >
      <Leaves message={message} />
    </Notice>
  )
}

function ApproveButton({ message, approve }: { message: MessageView; approve: ApproveAction }) {
  const words = useTranslations('message.approval')
  const format = useFormatter()
  const steer = useSteering()
  const [asks, setAsks] = useState(false)
  const { uuid, scheduledTime, counts, credits } = message
  return (
    <>
      <Button
        look="primary"
        icon={<Check aria-hidden="true" />}
        onPointerEnter={preloadConfirmDialog}
        onFocus={preloadConfirmDialog}
        onClick={() => setAsks(true)}
      >
        {words('approve')}
      </Button>
      <ConfirmDialog
        open={asks}
        onOpenChange={setAsks}
        title={words('ask', { people: counts.queued, credits })}
        description={<Leaves message={message} />}
        confirmLabel={words('confirm', { people: counts.queued })}
        cancelLabel={words('no')}
        phrase={format.number(counts.queued)}
        onConfirm={() => steer(() => approve({ uuid, scheduledAt: scheduledTime }), words('done'))}
      />
    </>
  )
}

/** When it leaves once it is approved; a time that passed meanwhile means at once. */
function Leaves({ message: { scheduledTime, timeZone } }: { message: MessageView }) {
  const words = useTranslations('message.approval')
  if (scheduledTime === null) return words('leavesAtOnce')
  return words.rich('leaves', {
    time: () => <RelativeTime at={scheduledTime} zone={timeZone ?? undefined} />,
  })
}
