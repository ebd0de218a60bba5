'use client'

import { SquarePen, Trash2, Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { TemplateView } from '#lib/templates/schema.ts'

type Props = {
  template: TemplateView
  archive: ServerAction<{ id: number; archived: boolean }, unknown>
}

/** What can be done with a template besides changing it. */
export function TemplateTools({ template: { id, name, archivedAt }, archive }: Props) {
  const words = useTranslations('templates')
  const router = useRouter()
  const [asks, setAsks] = useState(false)
  const remove = useSubmit(archive, () => {
    showToast({ title: words('ask.done', { name }), status: 'good' })
    router.push('/templates')
  })
  const restore = useSubmit(archive, () => showToast({ title: words('restored', { name }), status: 'good' }))
  if (archivedAt !== null)
    return (
      <div className="flex flex-col gap-2">
        <Button
          icon={<Undo2 />}
          pending={restore.pending}
          onClick={() => void restore.submit({ id, archived: false })}
        >
          {words('restore')}
        </Button>
        <FormProblem error={restore.error} />
      </div>
    )
  return (
    <>
      <ButtonLink
        look="primary"
        href={`/messages/new?template=${id}`}
        icon={<SquarePen aria-hidden="true" />}
      >
        {words('useThis')}
      </ButtonLink>
      <IconButton
        icon={<Trash2 />}
        label={words('ask.open')}
        className="max-sm:!flex-none"
        onClick={() => setAsks(true)}
      />
      <ConfirmDialog
        open={asks}
        onOpenChange={setAsks}
        title={words('ask.title', { name })}
        description={words('ask.description')}
        confirmLabel={words('ask.confirm')}
        danger
        onConfirm={() => remove.submit({ id, archived: true })}
      >
        <FormProblem error={remove.error} />
      </ConfirmDialog>
    </>
  )
}
