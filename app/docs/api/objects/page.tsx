import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FieldTable } from '#components/api-reference/field-table.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { objectsOf } from '#lib/http/openapi-view.ts'
import { apiDocument } from '../../../api/v2/document.ts'
import { reference } from '../places.ts'

export async function generateMetadata(): Promise<Metadata> {
  const words = await getTranslations('apiReference')
  return { title: `${words('objects')} · ${words('title')}` }
}

/** What several answers hold, once. */
export default async function ObjectsPage() {
  const words = await getTranslations('apiReference')
  return (
    <>
      <PageHeader title={words('objects')} description={words('objectsText')} />
      {objectsOf(apiDocument()).map(({ name, about, fields }) => (
        <section key={name} id={name} aria-labelledby={`${name}-name`} className="scroll-mt-6 pb-8">
          <h2 lang="en" id={`${name}-name`} className="text-lg font-medium">
            {name}
          </h2>
          {about && (
            <p lang="en" className="mb-2 text-sm text-muted">
              {about}
            </p>
          )}
          <FieldTable lines={fields} objects={reference.objects} />
        </section>
      ))}
    </>
  )
}
