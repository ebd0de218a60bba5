'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { showToast } from '#components/ui/toast.ts'

type Props = { accountId: number; url: string; rotate: ServerAction<{ accountId: number }, unknown> }

/** Where the provider pushes receipts and replies: to be entered there, secret, and replaceable. */
export function Callback({ accountId, url, rotate }: Props) {
  const words = useTranslations('accounts.callback')
  const [asking, setAsking] = useState(false)
  const { submit, error } = useSubmit(rotate, () => showToast({ title: words('rotated'), status: 'good' }))
  return (
    <div className="flex max-w-160 flex-col items-start gap-3">
      <CodeBlock label={words('title')} code={url} className="w-full" />
      <Button look="caution" onClick={() => setAsking(true)}>
        {words('rotate')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={words('rotateTitle')}
        description={words('rotateText')}
        confirmLabel={words('rotate')}
        danger
        onConfirm={() => submit({ accountId })}
      >
        <FormProblem error={error} />
      </ConfirmDialog>
    </div>
  )
}
