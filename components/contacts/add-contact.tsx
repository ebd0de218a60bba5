'use client'

import { UserPlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ServerAction } from '#components/settings/server-action.ts'
import { Button } from '#components/ui/button.tsx'
import { preloadDialog } from '#components/ui/dialog.tsx'
import { showToast } from '#components/ui/toast.ts'
import { ContactDialog, type TypedContact } from './contact-dialog.tsx'

/** Adds one person and says where to find them. */
export function AddContact({ add }: { add: ServerAction<TypedContact, { id: number }> }) {
  const words = useTranslations('contacts')
  const router = useRouter()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="primary" icon={<UserPlus />} onPointerEnter={preloadDialog} onClick={() => setOpen(true)}>
        {words('add')}
      </Button>
      <ContactDialog
        open={open}
        onOpenChange={setOpen}
        save={add}
        onSaved={({ id }) =>
          showToast({
            title: words('added'),
            status: 'good',
            action: { label: words('show'), onAction: () => router.push(`/contacts/${id}`) },
          })
        }
      />
    </>
  )
}
