'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog, preloadConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { SendingView } from '#lib/sending/schema-sending.ts'
import type { SendingSwitch } from './sending-switch.ts'
import { useSwitch } from './use-switch.ts'

type SendingOffNoticeProps = {
  standing: SendingView & { off: NonNullable<SendingView['off']> }
  actions?: SendingSwitch
}

/** Since when nothing leaves, by whom and why; without actions it only says so. */
export function SendingOffNotice({ standing, actions }: SendingOffNoticeProps) {
  const words = useTranslations('states.sending')
  const { off, since, by, dataUntil } = standing
  return (
    <Notice
      urgent
      status="bad"
      title={words.rich(`${off}.title`, {
        by: by ?? words('somebody'),
        time: () => since && <RelativeTime at={since} />,
      })}
      action={actions && <SwitchOn off={off} actions={actions} />}
      className="mb-6"
    >
      {words(`${off}.text`)}{' '}
      {dataUntil && words.rich('dataUntil', { time: () => <RelativeTime at={dataUntil} /> })}{' '}
      {!actions && words('askAdmin')}
    </Notice>
  )
}

function SwitchOn({ off, actions }: { off: 'RESTORED' | 'STOPPED'; actions: SendingSwitch }) {
  const words = useTranslations('states.sending')
  const [open, setOpen] = useState(false)
  const turn = useSwitch(actions)
  return (
    <>
      <Button
        size="sm"
        onPointerEnter={preloadConfirmDialog}
        onFocus={preloadConfirmDialog}
        onClick={() => setOpen(true)}
      >
        {words(`${off}.button`)}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={words(`${off}.ask`)}
        description={words(`${off}.will`)}
        confirmLabel={words(`${off}.button`)}
        danger={off === 'RESTORED'}
        onConfirm={() => turn(off === 'RESTORED' ? 'confirm' : 'start')}
      />
    </>
  )
}
