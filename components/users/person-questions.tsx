'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import { useSubmit } from '#components/settings/use-submit.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { Role } from '#lib/users/rules.ts'
import type { UserView } from '#lib/users/schema.ts'
import { OneTimePassword } from './one-time-password.tsx'
import type { PersonActions } from './people-table.tsx'
import { RoleChoice } from './role-choice.tsx'

export type Asked = { kind: 'role' | 'reset' | 'deactivate' | 'activate'; person: UserView }

type Props = { asked: Asked | null; ask: (asked: Asked | null) => void; actions: PersonActions }

/** What is asked before something is done with a person, each question saying what will happen. */
export function PersonQuestions({ asked, ask, actions }: Props) {
  const [given, setGiven] = useState<{ email: string; password: string } | null>(null)
  return (
    <>
      {asked && (
        <Question
          key={`${asked.kind} ${asked.person.id}`}
          asked={asked}
          actions={actions}
          close={() => ask(null)}
          give={setGiven}
        />
      )}
      <OneTimePassword given={given} onClose={() => setGiven(null)} />
    </>
  )
}

type QuestionProps = {
  asked: Asked
  actions: PersonActions
  close: () => void
  give: (given: { email: string; password: string }) => void
}

function Question({ asked: { kind, person }, actions, close, give }: QuestionProps) {
  const words = useTranslations('users.ask')
  const [role, setRole] = useState<Role>(person.role)
  const done = () => showToast({ title: words(`${kind}.done`, { name: person.name }), status: 'good' })
  const changeRole = useSubmit(actions.changeRole, done)
  const deactivate = useSubmit(actions.deactivate, done)
  const activate = useSubmit(actions.activate, done)
  const reset = useSubmit(actions.reset, ({ oneTimePassword }) =>
    give({ email: person.email, password: oneTimePassword }),
  )
  const one = { userId: person.id }
  const run = {
    role: () => changeRole.submit({ ...one, role }),
    deactivate: () => deactivate.submit(one),
    activate: () => activate.submit(one),
    reset: () => reset.submit(one),
  }
  const error = changeRole.error ?? deactivate.error ?? activate.error ?? reset.error
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={words(`${kind}.title`, { name: person.name })}
      description={words(`${kind}.description`)}
      confirmLabel={words(`${kind}.confirm`)}
      danger={kind === 'deactivate'}
      onConfirm={run[kind]}
    >
      <div className="flex flex-col gap-4">
        {kind === 'role' && <RoleChoice value={role} onValueChange={setRole} />}
        <FormProblem error={error} />
      </div>
    </ConfirmDialog>
  )
}
