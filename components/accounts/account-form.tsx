'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { showToast } from '#components/ui/toast.ts'
import { type FormField, fromTyped, typed } from '#lib/accounts/rules-form.ts'
import type { AccountDetailView } from '#lib/accounts/schema.ts'
import { CommonFields, LimitFields } from './common-fields.tsx'
import { FoldedFields } from './folded-fields.tsx'
import { pasteSecrets } from './paste-secrets.ts'
import { SettingField } from './setting-field.tsx'

type Given = { name: string; settings: Record<string, unknown>; secrets: Record<string, unknown> }
type Change = Given & { accountId: number; balanceWarnBelow: number | null }

type Props = {
  form: { name: string; title: string; settings: readonly FormField[]; secrets: readonly FormField[] }
  countries: readonly { value: string; label: string }[]
  /** The account's, or the one that a new account begins with. */
  defaultCountry: string
  /** The account that is changed; without one a new one is made. */
  account?: AccountDetailView
  save: ServerAction<Change & { provider: string }, { id: number }>
}

/** The settings of an account: what every account has, and what its provider's schema asks for. */
export function AccountForm({ form, countries, defaultCountry, account, save }: Props) {
  const words = useTranslations('accounts.form')
  const router = useRouter()
  const { submit, pending, error, at } = useSubmit(save, ({ id }) => {
    showToast({ title: words(account ? 'saved' : 'created'), status: 'good' })
    if (!account) router.push(`/settings/accounts/${id}`)
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void submit({
      ...readForm(new FormData(event.currentTarget), form),
      provider: form.name,
      accountId: account?.id ?? 0,
    })
  }
  const shown = [
    'name',
    ...commons,
    ...form.settings.map((f) => `settings.${f.name}`),
    ...form.secrets.map((f) => `secrets.${f.name}`),
  ]
  const show = (field: FormField) => (
    <SettingField
      key={field.name}
      field={field}
      name={`settings.${field.name}`}
      provider={form.name}
      value={account ? typed(account.settings[field.name]) : field.standard}
      error={at(`settings.${field.name}`)}
    />
  )
  const isWrong = (fields: readonly FormField[]) =>
    fields.some((field) => at(`settings.${field.name}`) !== undefined)
  const first = form.settings.filter((field) => field.required)
  const rest = form.settings.filter((field) => !field.required && !field.assumed)
  const assumed = form.settings.filter((field) => !field.required && field.assumed)
  return (
    <form
      onSubmit={send}
      onPaste={(event) => pasteSecrets(event, form.secrets)}
      noValidate
      className="flex max-w-160 flex-col gap-5"
    >
      <CommonFields account={account ?? null} {...{ countries, defaultCountry, at }} provider={form.title} />
      {first.map(show)}
      {form.secrets.length > 2 && <p className="text-sm text-muted">{words('pasteSecrets')}</p>}
      {form.secrets.map((field) => (
        <SettingField
          key={field.name}
          field={field}
          name={`secrets.${field.name}`}
          provider={form.name}
          value=""
          error={at(`secrets.${field.name}`)}
          secret={account?.secretsThere.includes(field.name) ? 'kept' : 'new'}
        />
      ))}
      <FoldedFields
        title={words('more', { count: rest.length + LIMITS })}
        open={first.length === 0 && rest.length < 6}
        wrong={
          isWrong(rest) ||
          at('settings.ratePerSecond') !== undefined ||
          at('settings.maxInFlight') !== undefined
        }
      >
        {rest.map(show)}
        <LimitFields account={account ?? null} at={at} />
      </FoldedFields>
      {assumed.length > 0 && (
        <FoldedFields title={words('assumptions', { count: assumed.length })} wrong={isWrong(assumed)}>
          <p className="text-sm text-muted">{words('assumptionsHint', { provider: form.title })}</p>
          {assumed.map(show)}
        </FoldedFields>
      )}
      <FormProblem error={error} fields={shown} />
      <div>
        <Button type="submit" look="primary" pending={pending}>
          {words(account ? 'save' : 'create')}
        </Button>
      </div>
    </form>
  )
}

/** So many fields `LimitFields` has. */
const LIMITS = 3

const commons = [
  'settings.defaultCountry',
  'settings.ratePerSecond',
  'settings.maxInFlight',
  'balanceWarnBelow',
]

function readForm(data: FormData, form: Props['form']): Omit<Change, 'accountId'> {
  const text = (name: string) => String(data.get(name) ?? '')
  const number = (name: string) => (text(name).trim() === '' ? undefined : Number(text(name)))
  const values = (fields: readonly FormField[], group: string) =>
    Object.fromEntries(fields.map((field) => [field.name, fromTyped(field, text(`${group}.${field.name}`))]))
  const secrets = Object.entries(values(form.secrets, 'secrets')).filter(([, value]) => value !== undefined)
  return {
    name: text('name'),
    settings: {
      ...values(form.settings, 'settings'),
      defaultCountry: text('settings.defaultCountry'),
      ratePerSecond: number('settings.ratePerSecond'),
      maxInFlight: number('settings.maxInFlight'),
      allowPrivateHosts: data.get('settings.allowPrivateHosts') === 'true',
    },
    secrets: Object.fromEntries(secrets),
    balanceWarnBelow: number('balanceWarnBelow') ?? null,
  }
}
