import { ChevronRight } from 'lucide-react'
import NextLink from 'next/link'
import type { ProviderView } from '#lib/accounts/schema.ts'

/** The companies that messages can leave through, each with a sentence on what it is. */
export function ProviderChoice({ providers }: { providers: readonly ProviderView[] }) {
  return (
    <ul className="max-w-160 border-t border-line">
      {providers.map(({ name, title, about }) => (
        <li key={name} className="relative border-b border-line hover:bg-hover">
          <NextLink
            href={`/settings/accounts/new?provider=${name}`}
            className="flex min-h-14 items-center gap-4 px-2 py-2.5"
          >
            <span className="flex-1">
              <span className="block font-medium">{title}</span>
              <span className="block text-sm text-muted">{about}</span>
            </span>
            <ChevronRight aria-hidden="true" className="size-4 text-muted" />
          </NextLink>
        </li>
      ))}
    </ul>
  )
}
