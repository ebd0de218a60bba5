import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Flyout } from './flyout.tsx'
import { PersonChoices, type PersonChoicesProps } from './person-choices.tsx'

export type Person = { name: string; email: string; role?: string }

type PersonMenuProps = PersonChoicesProps & { person: Person; signOut: () => Promise<void> }

/** First letters of the first and the last name; also of names without spaces. */
const initials = (name: string) => {
  const parts = name.trim().split(/\s+/)
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts
  return ends
    .map((part) => Array.from(part ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase()
}

/** Who is signed in, and what is theirs to choose. */
export function PersonMenu({ person, signOut, ...choices }: PersonMenuProps) {
  const words = useTranslations('person')
  return (
    <div className="relative">
      <Flyout
        label={words('open', { name: person.name })}
        // Drawn by the style sheet: the letters are a picture of the name, which is read aloud in full.
        trigger={
          <span data-initials={initials(person.name)} className="before:content-[attr(data-initials)]" />
        }
        triggerClass="grid size-8 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent hover:bg-hover max-md:size-10"
        panelClass="absolute top-full right-0 z-30 mt-2 flex w-72 max-md:w-84 flex-col gap-4 rounded border border-line bg-raised p-4 shadow-float [&[hidden]]:hidden"
      >
        <div>
          <p className="font-medium">{person.name}</p>
          <p className="text-sm break-all text-muted">{person.email}</p>
          {person.role && <p className="text-sm text-muted">{person.role}</p>}
        </div>
        <PersonChoices {...choices} />
        <form action={signOut} className="border-t border-line pt-3">
          <Button
            type="submit"
            look="quiet"
            icon={<LogOut aria-hidden="true" />}
            className="-mx-2 w-[calc(100%+1rem)] justify-start"
          >
            {words('signOut')}
          </Button>
        </form>
      </Flyout>
    </div>
  )
}
