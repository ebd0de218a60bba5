'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import type { AccountDetailView } from '#lib/accounts/schema.ts'

const number = { inputMode: 'numeric', autoComplete: 'off', className: 'tabular max-w-48' } as const

type Props = {
  account: AccountDetailView | null
  countries: readonly { value: string; label: string }[]
  defaultCountry: string
  provider: string
  at: (field: string) => string | undefined
}

/** What somebody looks at in every account, whoever its provider is. */
export function CommonFields({ account, countries, defaultCountry, provider, at }: Props) {
  const words = useTranslations('accounts.form')
  return (
    <>
      <Field label={words('name')} error={at('name')}>
        <Input
          name="name"
          defaultValue={account?.name ?? provider}
          maxLength={60}
          autoComplete="off"
          required
        />
      </Field>
      <Field label={words('country')} hint={words('countryHint')} error={at('settings.defaultCountry')}>
        <Combobox name="settings.defaultCountry" defaultValue={defaultCountry} options={countries} />
      </Field>
      {account?.capabilities.balance && (
        <Field label={words('warn')} hint={words('warnHint')} optional error={at('balanceWarnBelow')}>
          <Input
            name="balanceWarnBelow"
            defaultValue={account.balanceWarnBelow ?? undefined}
            {...number}
            inputMode="decimal"
          />
        </Field>
      )}
    </>
  )
}

/** What an account may do at most. Few people need to change it. */
export function LimitFields({ account, at }: Pick<Props, 'account' | 'at'>) {
  const words = useTranslations('accounts.form')
  return (
    <>
      <Field label={words('rate')} hint={words('rateHint')} optional error={at('settings.ratePerSecond')}>
        <Input name="settings.ratePerSecond" defaultValue={account?.ratePerSecond} {...number} />
      </Field>
      <Field label={words('inFlight')} hint={words('inFlightHint')} error={at('settings.maxInFlight')}>
        <Input name="settings.maxInFlight" defaultValue={account?.maxInFlight ?? 200} {...number} />
      </Field>
      <Checkbox
        name="settings.allowPrivateHosts"
        value="true"
        defaultChecked={account?.allowPrivateHosts ?? false}
        label={words('privateHosts')}
        hint={words('privateHostsHint')}
      />
    </>
  )
}
