import type { Metadata } from 'next'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { KeyField, KeyProvider } from '#components/api-reference/key-field.tsx'
import { OperationReference } from '#components/api-reference/operation.tsx'
import { Prose } from '#components/api-reference/prose.tsx'
import { Mark } from '#components/layout/brand.tsx'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { sampleIn, sampleLanguages } from '#lib/http/api-samples.ts'
import { web } from '#lib/http/context.ts'
import { type OperationLines, operationsOf } from '#lib/http/openapi-view.ts'
import { apiDocument } from '../../api/v2/document.ts'
import { examples, exampleUuid } from './examples.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('apiReference'))('title') }
}

// The address of this installation stands in the samples: known when it runs, not when it is built.
export const dynamic = 'force-dynamic'

export default async function ApiReferencePage() {
  const words = await getTranslations('apiReference')
  const document = apiDocument()
  const base = web().config.publicUrl
  const sections = document.tags.map(({ name, description }) => ({
    name,
    description,
    id: name.toLowerCase().replaceAll(' ', '-'),
    operations: operationsOf(document, name),
  }))
  return (
    <div className="mx-auto grid max-w-7xl gap-x-10 px-4 pb-16 lg:grid-cols-[13rem_minmax(0,1fr)]">
      <nav aria-label={words('contents')} className="py-6 lg:sticky lg:top-0 lg:max-h-dvh lg:overflow-y-auto">
        <NextLink href="/" className="mb-4 flex items-center gap-2 font-semibold tracking-tight">
          <Mark className="size-6 text-accent" />
          Longwave
        </NextLink>
        <ul lang="en" className="flex flex-wrap gap-x-4 gap-y-1 text-sm lg:flex-col">
          {sections.map(({ id, name }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                className="inline-flex items-center text-muted hover:text-ink max-md:min-h-11"
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main className="min-w-0 py-6">
        <ScreenWords of={['apiReference']}>
          <KeyProvider>
            <header className="flex flex-col gap-4 pb-8">
              <h1 className="text-xl font-semibold tracking-tight">{words('title')}</h1>
              <div className="max-w-prose">
                <Prose text={document.info.description} />
              </div>
              <p>
                <TextLink href="/api/v2/openapi.json" prefetch={false}>
                  {words('document')}
                </TextLink>
              </p>
              <KeyField />
            </header>
            {sections.map(({ id, name, description, operations }) => (
              <section key={id} id={id} aria-label={name} className="scroll-mt-4 pb-8">
                <h2 lang="en" className="text-lg font-medium">
                  {name}
                </h2>
                <p lang="en" className="mb-3 max-w-prose text-muted">
                  {description}
                </p>
                {operations.map((operation) => (
                  <OperationReference
                    key={operation.id}
                    {...operation}
                    {...exampleBody(operation)}
                    samples={samplesOf(operation, base)}
                  />
                ))}
              </section>
            ))}
          </KeyProvider>
        </ScreenWords>
      </main>
    </div>
  )
}

const exampleOf = ({ method, path }: OperationLines) => examples[`${method} ${path}`]

function exampleBody(operation: OperationLines): { example?: string } {
  const body = exampleOf(operation)?.body
  return body === undefined ? {} : { example: JSON.stringify(body, null, 2) }
}

function samplesOf(operation: OperationLines, base: string): { language: string; code: string }[] {
  const example = exampleOf(operation)
  if (!example) return []
  const url = `${base}/api/v2${operation.path.replace('{uuid}', exampleUuid)}${example.query ?? ''}`
  const request = { url, key: 'lw_…', method: operation.method, body: example.body }
  return sampleLanguages.map((language) => ({ language, code: sampleIn(language, request) }))
}
