import { useTranslations } from 'next-intl'
import { Combobox, Field, Input } from '#components/later-controls.ts'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { useAuditWords } from './audit-words.ts'

type Filter = { [name in 'person' | 'action' | 'target' | 'from' | 'to']: string | undefined }
type Props = {
  filter: Filter
  people: readonly { id: number; name: string; email: string }[]
  actions: readonly string[]
}

/** Narrows the audit log. A plain form: what is chosen stands in the address, and Back works. */
export function AuditFilter({ filter, people, actions }: Props) {
  const words = useTranslations('users.audit.filter')
  const name = useAuditWords()
  const all = { value: '', label: words('all') }
  const isNarrowed = Object.values(filter).some((value) => value !== undefined)
  return (
    <form
      action="/settings/audit"
      aria-label={words('label')}
      className="mb-6 grid grid-cols-2 items-end gap-3 lg:grid-cols-[1fr_1fr_1fr_auto_auto_auto]"
    >
      <Field label={words('person')}>
        <Combobox
          name="person"
          defaultValue={filter.person ?? ''}
          options={[all, ...people.map((p) => ({ value: String(p.id), label: p.name, hint: p.email }))]}
        />
      </Field>
      <Field label={words('action')}>
        <Combobox
          name="action"
          defaultValue={filter.action ?? ''}
          options={[all, ...actions.map((action) => ({ value: action, label: name(action) }))]}
        />
      </Field>
      <Field label={words('target')} className="max-lg:col-span-2">
        <Input name="target" defaultValue={filter.target} placeholder={words('targetHint')} />
      </Field>
      <Field label={words('from')}>
        <Input name="from" type="date" defaultValue={filter.from} />
      </Field>
      <Field label={words('to')}>
        <Input name="to" type="date" defaultValue={filter.to} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit">{words('apply')}</Button>
        {isNarrowed && (
          <ButtonLink look="quiet" href="/settings/audit">
            {words('clear')}
          </ButtonLink>
        )}
      </div>
    </form>
  )
}
