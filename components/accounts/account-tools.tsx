'use client'

import { PlugZap, Power, Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { TestedAccount } from '#lib/accounts/schema.ts'

type One = { accountId: number }
type Props = {
  account: { id: number; name: string; enabled: boolean; isDefault: boolean; ratePerSecond: number }
  test: ServerAction<One, TestedAccount>
  switchTo: ServerAction<One & { enabled: boolean }, unknown>
  makeDefault: ServerAction<One, unknown>
}

/** What can be done with an account as a whole. */
export function AccountTools({ account, test, switchTo, makeDefault }: Props) {
  const words = useTranslations('accounts.tools')
  const [asking, setAsking] = useState(false)
  const good = (title: string) => showToast({ title, status: 'good' })
  const allowed = useAllowance(account.ratePerSecond)
  const tested = useSubmit(test, ({ ms, allowance }) =>
    showToast({ title: words('tested', { ms }), description: allowed(allowance), status: 'good' }),
  )
  const switched = useSubmit(switchTo, () => good(words(account.enabled ? 'isOff' : 'isOn')))
  const chosen = useSubmit(makeDefault, () => good(words('isDefault')))
  const one = { accountId: account.id }
  // A refused test stays in sight until the next one: it says what to correct below.
  const error = tested.error ?? chosen.error ?? (asking ? null : switched.error)
  return (
    <>
      {!account.isDefault && (
        <Button icon={<Star />} pending={chosen.pending} onClick={() => void chosen.submit(one)}>
          {words('makeDefault')}
        </Button>
      )}
      <Button
        icon={<Power />}
        look={account.enabled ? 'caution' : 'secondary'}
        pending={switched.pending}
        onClick={() => (account.enabled ? setAsking(true) : void switched.submit({ ...one, enabled: true }))}
      >
        {words(account.enabled ? 'switchOff' : 'switchOn')}
      </Button>
      <Button
        look="primary"
        icon={<PlugZap />}
        pending={tested.pending}
        onClick={() => void tested.submit(one)}
      >
        {words('test')}
      </Button>
      <div aria-live="polite" className="basis-full empty:hidden">
        <FormProblem error={error} />
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={words('switchOffTitle', { name: account.name })}
        description={words('switchOffText')}
        confirmLabel={words('switchOff')}
        danger
        onConfirm={() => switched.submit({ ...one, enabled: false })}
      >
        <FormProblem error={switched.error} />
      </ConfirmDialog>
    </>
  )
}

/** How many requests the provider allows, in words, and whether the account's rate goes beyond it. */
function useAllowance(ratePerSecond: number): (allowance: TestedAccount['allowance']) => string {
  const words = useTranslations('accounts.tools')
  return (allowance) => {
    const { requestsPerMinute: most = null, requestsLeft: left = null } = allowance ?? {}
    return [
      most !== null && words('allows', { most }),
      left !== null && words('left', { left }),
      most !== null &&
        ratePerSecond * 60 > most &&
        words('tooFast', { rate: Math.max(1, Math.floor(most / 60)) }),
    ]
      .filter(Boolean)
      .join(' ')
  }
}
