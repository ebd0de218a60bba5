import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { KeyProvider } from '#components/api-reference/key-field.tsx'
import { Mark } from '#components/layout/brand.tsx'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { NavLink } from '#components/layout/nav-link.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { apiDocument } from '../../api/v2/document.ts'
import { reference, sectionPath } from './places.ts'

/** The frame of the reference. It stays while somebody turns its pages, and so does the key that they have typed. */
export default async function ApiReferenceLayout({ children }: { children: ReactNode }) {
  const words = await getTranslations('apiReference')
  const links = [
    ...apiDocument().tags.map(({ name }) => ({ href: sectionPath(name), label: name })),
    { href: reference.objects, label: words('objects') },
    { href: reference.refusals, label: words('refusals') },
  ]
  const contents = (
    <ul className="flex flex-col text-sm">
      {links.map(({ href, label }) => (
        <li key={href}>
          <NavLink
            href={href}
            className="flex min-h-8 items-center rounded-sm px-2 text-muted hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink max-lg:min-h-11"
          >
            {label}
          </NavLink>
        </li>
      ))}
    </ul>
  )
  return (
    <div className="mx-auto grid max-w-7xl gap-x-10 px-4 pb-16 lg:grid-cols-[13rem_minmax(0,1fr)]">
      <nav
        aria-label={words('contents')}
        className="pt-6 lg:sticky lg:top-0 lg:max-h-dvh lg:overflow-y-auto lg:pb-6"
      >
        <NextLink
          href={reference.start}
          className="flex items-center gap-2 px-2 font-semibold tracking-tight max-lg:min-h-11 max-lg:px-0 lg:mb-4"
        >
          <Mark className="size-6 text-accent" />
          {words('title')}
        </NextLink>
        <Disclosure title={words('contents')} className="lg:hidden">
          {contents}
        </Disclosure>
        <div className="hidden lg:block">{contents}</div>
      </nav>
      <main className="min-w-0 py-6">
        <ScreenWords of={['apiReference']}>
          <KeyProvider>{children}</KeyProvider>
        </ScreenWords>
      </main>
    </div>
  )
}
