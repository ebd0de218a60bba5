import { useTranslations } from 'next-intl'
import { Field, Form, Input } from '#components/later-controls.ts'
import { FilterChips } from '#components/messages/filter-chips.tsx'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { SearchInput } from '#components/ui/search-input.tsx'
import { type ContactsAddress, contactsHref } from './list-address.ts'

type Props = {
  address: ContactsAddress
  /** What the newest people have, to choose from. */
  known: { tags: readonly string[]; attributes: readonly string[] }
}

/** Narrows the list of people. Plain forms: what is chosen stands in the address, and Back works. */
export function ContactFilter({ address, known }: Props) {
  const words = useTranslations('contacts.filter')
  const { q, tag, attribute, value } = address
  const chips = [
    ...(tag === undefined
      ? []
      : [{ key: 'tag', href: contactsHref({ q, attribute, value }), label: words('hasTag', { tag }) }]),
    ...(attribute === undefined
      ? []
      : [{ key: 'value', href: contactsHref({ q, tag }), label: `${attribute}: ${value ?? '…'}` }]),
  ]
  return (
    <div className="mb-3 flex flex-col gap-2">
      <Form action="/contacts" className="w-full sm:max-w-80">
        <Kept values={{ tag, attribute, value }} />
        <SearchInput key={q} name="q" label={words('search')} defaultValue={q} />
      </Form>
      <Disclosure title={words('more')}>
        <Form action="/contacts" className="grid items-end gap-3 pb-2 sm:grid-cols-[1fr_1fr_1fr_auto]">
          <Kept values={{ q }} />
          <Field label={words('tag')}>
            <Input name="tag" defaultValue={tag} list="known-tags" autoComplete="off" />
          </Field>
          <Field label={words('attribute')}>
            <Input name="attribute" defaultValue={attribute} list="known-values" autoComplete="off" />
          </Field>
          <Field label={words('value')}>
            <Input name="value" defaultValue={value} autoComplete="off" />
          </Field>
          <Button type="submit">{words('apply')}</Button>
        </Form>
        <Choices id="known-tags" of={known.tags} />
        <Choices id="known-values" of={known.attributes} />
      </Disclosure>
      {chips.length > 0 && (
        <FilterChips
          label={words('active')}
          chips={chips.map((chip) => ({ ...chip, current: true, remove: true }))}
        />
      )}
    </div>
  )
}

/** What another form of the page has chosen. */
function Kept({ values }: { values: Record<string, string | undefined> }) {
  return Object.entries(values).map(
    ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
  )
}

function Choices({ id, of }: { id: string; of: readonly string[] }) {
  return (
    <datalist id={id}>
      {of.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  )
}
