'use client'

import { useQuery } from '@tanstack/react-query'
import { OctagonX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog, preloadConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { sending } from './sending-queries.ts'
import type { SendingSwitch } from './sending-switch.ts'
import { useSwitch } from './use-switch.ts'

type StopAllProps = {
  actions: SendingSwitch
  /** There is nothing to stop yet: it must not be what the eye falls on. */
  aside: boolean
}

/** The one switch: nothing leaves any more, of no message. Not there while nothing leaves anyway. */
export function StopAll({ actions, aside }: StopAllProps) {
  const words = useTranslations('states.sending.stop')
  const { data } = useQuery(sending.now())
  const [open, setOpen] = useState(false)
  const turn = useSwitch(actions)
  if (!data?.on) return null
  return (
    <>
      <Button
        look={aside ? 'quiet' : 'caution'}
        icon={<OctagonX aria-hidden="true" />}
        className={aside ? 'text-muted' : undefined}
        onPointerEnter={preloadConfirmDialog}
        onFocus={preloadConfirmDialog}
        onClick={() => setOpen(true)}
      >
        {words('label')}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        danger
        title={words('title')}
        description={words('text')}
        confirmLabel={words('confirm')}
        cancelLabel={words('no')}
        onConfirm={() => turn('stop')}
      />
    </>
  )
}
