import { useTranslations } from 'next-intl'
import { Field, Form, Input, Select } from '#components/later-controls.ts'
import { Button } from '#components/ui/button.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { type StatementAddress, shows, statementHref } from './statement-address.ts'

type Props = { address: Omit<StatementAddress, 'cursor'>; people: readonly { id: number; name: string }[] }

/** Narrows the statement; all of it stands in the address. */
export function StatementFilters({ address, people }: Props) {
  const words = useTranslations('credits')
  const { show, person, from, to } = address
  return (
    <div className="mb-2 flex flex-col gap-4">
      <Form action="/reports/credits" className="flex flex-wrap items-end gap-3">
        {show && <input type="hidden" name="show" value={show} />}
        <Field label={words('filter.from')}>
          <Input key={from} name="from" type="date" defaultValue={from} />
        </Field>
        <Field label={words('filter.to')}>
          <Input key={to} name="to" type="date" defaultValue={to} />
        </Field>
        {people.length > 1 && (
          <Field label={words('filter.person')} className="min-w-44">
            <Select
              key={person}
              name="person"
              defaultValue={person ?? ''}
              options={[
                { value: '', label: words('filter.everybody') },
                ...people.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
            />
          </Field>
        )}
        <Button type="submit">{words('filter.apply')}</Button>
        {(person || from || to) && (
          <TextLink href={statementHref({ show })} className="py-1.5">
            {words('filter.clear')}
          </TextLink>
        )}
      </Form>
      <LinkTabs
        label={words('filter.label')}
        tabs={[undefined, ...shows].map((kind) => ({
          href: statementHref({ ...address, show: kind }),
          label: words(`filter.${kind ?? 'all'}`),
          current: show === kind,
        }))}
      />
    </div>
  )
}
