'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

type Props = { given: { email: string; password: string } | null; onClose: () => void }

/** A password that opens once. It is shown here and never again: only its hash is kept. */
export function OneTimePassword({ given, onClose }: Props) {
  const words = useTranslations('users.password')
  const common = useTranslations('common')
  return (
    <Dialog
      open={given !== null}
      onOpenChange={(open) => !open && onClose()}
      title={words('title')}
      description={words('description', { email: given?.email ?? '' })}
      footer={
        <Button look="primary" onClick={onClose}>
          {common('done')}
        </Button>
      }
    >
      {given && <CodeBlock label={words('title')} code={given.password} />}
    </Dialog>
  )
}
