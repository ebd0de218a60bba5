'use client'

import { Pencil, SquarePen, Trash2, UserMinus, UserPlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { preloadDialog } from '#components/ui/dialog.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { GroupView } from '#lib/contacts/schema.ts'
import { GroupNameDialog } from './group-name-dialog.tsx'
import { type AddAction, MembersDialog, type RemoveAction } from './members-dialog.tsx'

export type GroupActions = {
  rename: ServerAction<{ id: number; name: string }, { id: number }>
  remove: ServerAction<{ id: number }, unknown>
  add: AddAction
  takeOut: RemoveAction
}

type Open = 'rename' | 'delete' | 'add' | 'takeOut' | null

/** What can be done with a group; each says what it will do before it does. */
export function GroupTools({ group, actions }: { group: GroupView; actions: GroupActions }) {
  const words = useTranslations('contacts.groups')
  const [open, setOpen] = useState<Open>(null)
  const shows = (which: Open) => ({
    open: open === which,
    onOpenChange: (next: boolean) => setOpen(next ? which : null),
  })
  const items = [
    { key: 'takeOut', icon: <UserMinus />, label: words('takeOut'), onSelect: () => setOpen('takeOut') },
    { key: 'rename', icon: <Pencil />, label: words('rename'), onSelect: () => setOpen('rename') },
    {
      key: 'delete',
      icon: <Trash2 />,
      label: words('delete'),
      danger: true,
      onSelect: () => setOpen('delete'),
    },
  ]
  return (
    <>
      <Button icon={<UserPlus />} onPointerEnter={preloadDialog} onClick={() => setOpen('add')}>
        {words('addPeople')}
      </Button>
      {group.members > 0 && (
        <ButtonLink look="primary" href={`/messages/new?group=${group.id}`} icon={<SquarePen aria-hidden />}>
          {words('write')}
        </ButtonLink>
      )}
      <Menu label={words('actionsFor', { name: group.name })} items={items} className="max-sm:!flex-none" />
      <GroupNameDialog
        {...shows('rename')}
        name={group.name}
        save={({ name }) => actions.rename({ id: group.id, name })}
        onSaved={() => showToast({ title: words('renamed'), status: 'good' })}
      />
      <MembersDialog {...shows('add')} group={group} run={actions.add} kind="add" />
      <MembersDialog {...shows('takeOut')} group={group} run={actions.takeOut} kind="takeOut" />
      <DeleteQuestion {...shows('delete')} group={group} remove={actions.remove} />
    </>
  )
}

type DeleteProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  group: GroupView
  remove: GroupActions['remove']
}

function DeleteQuestion({ group, remove, ...shown }: DeleteProps) {
  const words = useTranslations('contacts.groups.ask')
  const router = useRouter()
  const { submit, error } = useSubmit(remove, () => {
    showToast({ title: words('done', { name: group.name }), status: 'good' })
    router.push('/contacts/groups')
  })
  return (
    <ConfirmDialog
      {...shown}
      title={words('title', { name: group.name })}
      description={words('description', { count: group.members })}
      confirmLabel={words('confirm')}
      danger
      onConfirm={() => submit({ id: group.id })}
    >
      <FormProblem error={error} />
    </ConfirmDialog>
  )
}
