'use client'

import { useTranslations } from 'next-intl'
import { Combobox } from '#components/ui/combobox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { RadioGroup } from '#components/ui/radio-group.tsx'
import { Select } from '#components/ui/select.tsx'
import type { upsertRules } from '#lib/contacts/rules.ts'
import type { ImportChoices } from './import-form.tsx'

/** The usual one first. */
const rules = ['fill', 'overwrite', 'keep'] as const satisfies readonly (typeof upsertRules)[number][]

type Props = { kind: 'contacts' | 'suppressions'; choices: ImportChoices }

/** What becomes of the rows: of people who are there already, and where they go. */
export function ImportRules({ kind, choices }: Props) {
  return kind === 'contacts' ? <ContactRules choices={choices} /> : <StoppedRules choices={choices} />
}

function ContactRules({ choices }: { choices: ImportChoices }) {
  const words = useTranslations('contacts.importing')
  return (
    <>
      <RadioGroup
        label={words('rule')}
        name="rule"
        defaultValue="fill"
        options={rules.map((rule) => ({
          value: rule,
          label: words(`${rule}.label`),
          hint: words(`${rule}.hint`),
        }))}
      />
      <Field label={words('group')}>
        <Combobox
          name="group"
          defaultValue=""
          options={[{ value: '', label: words('noGroup') }, ...choices.groups]}
          className="max-w-80"
        />
      </Field>
      <Field label={words('newGroup')} optional>
        <Input name="newGroup" maxLength={100} autoComplete="off" className="max-w-80" />
      </Field>
      <Field label={words('tags')} hint={words('tagsHint')} optional>
        <Input name="tags" autoComplete="off" className="max-w-80" />
      </Field>
    </>
  )
}

function StoppedRules({ choices }: { choices: ImportChoices }) {
  const words = useTranslations('contacts.stop')
  return (
    <>
      <Field label={words('reason')}>
        <Select
          name="reason"
          defaultValue="imported"
          options={(['imported', 'opt_out', 'blocked'] as const).map((value) => ({
            value,
            label: words(`reasons.${value}`),
          }))}
          className="max-w-80"
        />
      </Field>
      <Field label={words('sender')} hint={words('senderHint')}>
        <Select
          name="sender"
          defaultValue=""
          options={[{ value: '', label: words('everySender') }, ...choices.senders]}
          className="max-w-80"
        />
      </Field>
      <Field label={words('note')} optional>
        <Input name="note" maxLength={500} autoComplete="off" />
      </Field>
    </>
  )
}
