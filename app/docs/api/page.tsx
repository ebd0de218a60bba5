import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { KeyField } from '#components/api-reference/key-field.tsx'
import { Prose } from '#components/api-reference/prose.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { operationsOf } from '#lib/http/openapi-view.ts'
import { apiDocument } from '../../api/v2/document.ts'
import { sectionPath } from './places.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('apiReference'))('title') }
}

/** What somebody has to know before anything else, and everything that the API does, on one page. */
export default async function ApiReferencePage() {
  const words = await getTranslations('apiReference')
  const document = apiDocument()
  return (
    <>
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
      <div lang="en" className="grid gap-x-10 gap-y-8 xl:grid-cols-2">
        {document.tags.map(({ name, description }) => (
          <section key={name} aria-label={name}>
            <h2 className="text-lg font-medium">
              <TextLink plain href={sectionPath(name)}>
                {name}
              </TextLink>
            </h2>
            <p className="mb-2 max-w-prose text-sm text-muted">{description}</p>
            <ul className="border-t border-line text-sm">
              {operationsOf(document, name).map(({ id, method, path, summary }) => (
                <li key={id} className="flex flex-wrap gap-x-3 border-b border-line py-1.5">
                  <TextLink plain href={`${sectionPath(name)}#${id}`} className="grow">
                    {summary}
                  </TextLink>
                  <span className="font-mono text-xs leading-5 break-all text-muted">
                    {method} {path}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}
