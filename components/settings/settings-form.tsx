'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Section } from '#components/ui/section.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { showToast } from '#components/ui/toast.ts'
import { defaultSettings } from '#lib/users/rules-settings.ts'
import type { Settings, SomeSettings } from '#lib/users/schema-settings.ts'
import { CountryList } from './country-list.tsx'
import { FormProblem } from './form-problem.tsx'
import type { ServerAction } from './server-action.ts'
import { useSubmit } from './use-submit.ts'

type Props = {
  settings: Settings
  countries: readonly { value: string; label: string }[]
  save: ServerAction<SomeSettings, Settings>
}

const numbers = ['undoSeconds', 'typeNumberFrom', 'receiptWindowHours', 'haltPercent', 'haltAmong'] as const
const audience = ['keepLandlines', 'quietHoursDashboard', 'quietHoursApi'] as const
const switches = [...audience, 'approvalApi'] as const
const shown = [...numbers, ...switches, 'approvalFrom', 'countries', 'optOutWords']

/** Everything that an admin may set, each with a sentence on what it does. */
export function SettingsForm({ settings, countries: options, save }: Props) {
  const words = useTranslations('settings.general')
  const format = useFormatter()
  const [countries, setCountries] = useState<readonly string[]>(settings.countries)
  const { submit, pending, error, at } = useSubmit(save, () =>
    showToast({ title: words('saved'), status: 'good' }),
  )
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void submit({ ...readForm(new FormData(event.currentTarget)), countries: [...countries] })
  }
  const number = (name: (typeof numbers)[number]) => (
    <Field
      label={words(`${name}.label`)}
      hint={`${words(`${name}.hint`)} ${words('standard', { value: format.number(defaultSettings[name]) })}`}
      error={at(name)}
    >
      <Input
        name={name}
        defaultValue={settings[name]}
        inputMode="numeric"
        autoComplete="off"
        className="tabular max-w-36"
      />
    </Field>
  )
  const onOff = (name: (typeof switches)[number]) => (
    <Checkbox
      key={name}
      name={name}
      defaultChecked={settings[name]}
      label={words(`${name}.label`)}
      hint={words(`${name}.hint`)}
    />
  )
  return (
    <form onSubmit={send} noValidate className="max-w-form">
      <Part title={words('before')}>
        {number('undoSeconds')}
        {number('typeNumberFrom')}
        <Field
          label={words('approvalFrom.label')}
          hint={words('approvalFrom.hint')}
          error={at('approvalFrom')}
        >
          <Input
            name="approvalFrom"
            defaultValue={settings.approvalFrom ?? ''}
            inputMode="numeric"
            autoComplete="off"
            className="tabular max-w-36"
          />
        </Field>
        {onOff('approvalApi')}
      </Part>
      <Part title={words('audience')}>
        {audience.map(onOff)}
        <CountryList options={options} chosen={countries} onChange={setCountries} error={at('countries')} />
      </Part>
      <Part title={words('after')}>
        {number('receiptWindowHours')}
        {number('haltPercent')}
        {number('haltAmong')}
      </Part>
      <Part title={words('replies')}>
        <Field
          label={words('optOutWords.label')}
          hint={words('optOutWords.hint')}
          error={error?.field?.startsWith('optOutWords') && error.message}
        >
          <Textarea
            name="optOutWords"
            minRows={6}
            className="max-h-56"
            defaultValue={settings.optOutWords.join('\n')}
          />
        </Field>
      </Part>
      <div className="flex flex-col gap-4 border-t border-line py-4">
        <FormProblem error={error} fields={shown} />
        <div>
          <Button type="submit" look="primary" pending={pending}>
            {words('save')}
          </Button>
        </div>
      </div>
    </form>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Section title={title}>
      <div className="flex flex-col gap-5">{children}</div>
    </Section>
  )
}

function readForm(data: FormData): SomeSettings {
  const text = (name: string) => String(data.get(name) ?? '').trim()
  // An empty field is no number; Number('') would be 0, which some of them may be.
  const number = (name: string) => (text(name) === '' ? Number.NaN : Number(text(name)))
  return {
    ...Object.fromEntries(numbers.map((name) => [name, number(name)])),
    ...Object.fromEntries(switches.map((name) => [name, data.get(name) !== null])),
    approvalFrom: text('approvalFrom') === '' ? null : number('approvalFrom'),
    optOutWords: text('optOutWords')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  }
}
