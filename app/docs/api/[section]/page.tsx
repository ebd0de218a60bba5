import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { KeyField } from '#components/api-reference/key-field.tsx'
import { OperationReference } from '#components/api-reference/operation.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { web } from '#lib/http/context.ts'
import { type OperationLines, operationsOf } from '#lib/http/openapi-view.ts'
import { apiDocument } from '../../../api/v2/document.ts'
import { examples, exampleUuid } from '../examples.ts'
import { reference, sectionAt } from '../places.ts'

type Props = { params: Promise<{ section: string }> }

const findSection = async ({ params }: Props) =>
  sectionAt(apiDocument().tags, (await params).section) ?? notFound()

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [{ name }, words] = await Promise.all([findSection(props), getTranslations('apiReference')])
  return { title: `${name} · ${words('title')}` }
}

// The address of this installation stands in the samples: known when it runs, not when it is built.
export const dynamic = 'force-dynamic'

export default async function SectionPage(props: Props) {
  const { name, description } = await findSection(props)
  const base = `${web().config.publicUrl}/api/v2`
  return (
    <>
      <PageHeader title={<span lang="en">{name}</span>} description={<span lang="en">{description}</span>} />
      <KeyField />
      <div className="pt-8">
        {operationsOf(apiDocument(), name).map((operation) => (
          <OperationReference
            key={operation.id}
            {...operation}
            objects={reference.objects}
            {...exampleBody(operation)}
            sample={sampleOf(operation, base)}
          />
        ))}
      </div>
    </>
  )
}

const exampleOf = ({ method, path }: OperationLines) => examples[`${method} ${path}`]

function exampleBody(operation: OperationLines): { example?: string } {
  const body = exampleOf(operation)?.body
  return body === undefined ? {} : { example: JSON.stringify(body, null, 2) }
}

/** The request of the samples; null where an operation has none. */
function sampleOf(operation: OperationLines, base: string) {
  const example = exampleOf(operation)
  if (!example) return null
  const url = `${base}${operation.path.replace('{uuid}', exampleUuid)}${example.query ?? ''}`
  return { url, method: operation.method, body: example.body }
}
