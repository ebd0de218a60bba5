import { ChevronRight } from 'lucide-react'
import NextLink from 'next/link'
import { useTranslations } from 'next-intl'
import { useProviderTitle } from './provider-title.ts'

/** The companies that messages can leave through, each with a sentence on what it is. */
export function ProviderChoice({ names }: { names: readonly string[] }) {
  const words = useTranslations('providers')
  const title = useProviderTitle()
  return (
    <ul className="max-w-160 border-t border-line">
      {names.map((name) => {
        const key = `${name}.about` as 'rehearsal.about'
        return (
          <li key={name} className="relative border-b border-line hover:bg-hover">
            <NextLink
              href={`/settings/accounts/new?provider=${name}`}
              className="flex min-h-14 items-center gap-4 px-2 py-2.5"
            >
              <span className="flex-1">
                <span className="block font-medium">{title(name)}</span>
                {words.has(key) && <span className="block text-sm text-muted">{words(key)}</span>}
              </span>
              <ChevronRight aria-hidden="true" className="size-4 text-muted" />
            </NextLink>
          </li>
        )
      })}
    </ul>
  )
}
