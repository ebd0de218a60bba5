'use client'

import { FolderPlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ServerAction } from '#components/settings/server-action.ts'
import { Button } from '#components/ui/button.tsx'
import { preloadDialog } from '#components/ui/dialog.tsx'
import { GroupNameDialog } from './group-name-dialog.tsx'

/** Makes an empty group and goes to it, to put people in. */
export function AddGroup({ add }: { add: ServerAction<{ name: string }, { id: number }> }) {
  const words = useTranslations('contacts.groups')
  const router = useRouter()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        look="primary"
        icon={<FolderPlus />}
        onPointerEnter={preloadDialog}
        onClick={() => setOpen(true)}
      >
        {words('add')}
      </Button>
      <GroupNameDialog
        open={open}
        onOpenChange={setOpen}
        save={add}
        onSaved={(id) => router.push(`/contacts/groups/${id}`)}
      />
    </>
  )
}
