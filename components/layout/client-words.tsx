import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ComponentProps, ReactNode } from 'react'
import { MoreWords } from './more-words.tsx'

type Words = Awaited<ReturnType<typeof getMessages>>
type Namespace = keyof Words

/** What client components of any screen may need. The rest stays on the server until a screen asks for it. */
const everywhere: Namespace[] = ['common', 'nav', 'person', 'shortcuts', 'states', 'ui']

const pick = (words: Words, names: Namespace[]) =>
  Object.fromEntries(names.map((name) => [name, words[name]])) as Words

/** Gives the words that every screen shares to client components; stands once, in the root layout. */
export async function ClientWords({ children }: { children: ReactNode }) {
  return (
    <NextIntlClientProvider messages={pick(await getMessages(), everywhere)}>
      {children}
    </NextIntlClientProvider>
  )
}

/**
 * Gives a screen's own namespaces to its client components: `<ScreenWords of={['compose']}>…</ScreenWords>` around what
 * the page renders. Server components do not need it.
 */
export async function ScreenWords({ of, children }: { of: Namespace[]; children: ReactNode }) {
  const words = pick(await getMessages(), of) as ComponentProps<typeof MoreWords>['words']
  return <MoreWords words={words}>{children}</MoreWords>
}
