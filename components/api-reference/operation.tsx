import { useTranslations } from 'next-intl'
import { Suspense } from 'react'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { SampleRequest } from '#lib/shared/api-samples.ts'
import { FieldTable, type Line } from './field-table.tsx'
import { Samples, TryIt } from './later.ts'
import { Prose } from './prose.tsx'

type OperationProps = {
  id: string
  method: string
  path: string
  summary: string
  about: string | null
  parameters: readonly (Line & { place: string })[]
  body: readonly Line[] | null
  example: string | null
  answer: readonly Line[]
  refusals: readonly { status: string; codes: readonly string[] }[]
  /** The page on which named objects have their fields. */
  objects: string
  /** The request that the samples make; null where there are none. */
  sample: Omit<SampleRequest, 'key'> | null
}

/** One thing that the API does: what it takes, what it answers, and a form that asks it. */
export function OperationReference(props: OperationProps) {
  const words = useTranslations('apiReference')
  const { id, method, path, summary, about, parameters, body, example, answer, refusals, objects, sample } =
    props
  return (
    <article id={id} className="scroll-mt-6 border-t border-line py-5">
      <h2 lang="en" className="font-medium">
        {summary}
      </h2>
      <p className="mt-1 font-mono text-xs break-all">
        <span className="font-semibold text-accent">{method}</span> /api/v2{path}
      </p>
      {about && (
        <div className="mt-2 max-w-prose text-sm text-muted">
          <Prose text={about} />
        </div>
      )}
      <div className="mt-3 grid gap-6 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <FieldTable title={words('parameters')} lines={parameters} objects={objects} />
          {body && <FieldTable title={words('body')} lines={body} objects={objects} />}
          <Disclosure title={words('answer')}>
            <FieldTable title="200" lines={answer} objects={objects} />
            {answer.length === 0 && <p className="text-sm text-muted">{words('noFields')}</p>}
          </Disclosure>
          <Disclosure title={words('refusals')}>
            <dl className="grid grid-cols-[3rem_1fr] gap-x-2 gap-y-1 font-mono text-xs [&_dd]:break-words [&_div]:contents [&_dt]:text-muted">
              {refusals.map(({ status, codes }) => (
                <div key={status}>
                  <dt>{status}</dt>
                  <dd>{codes.join(', ')}</dd>
                </div>
              ))}
            </dl>
          </Disclosure>
        </div>
        <div className="flex min-w-0 flex-col gap-4 self-start xl:sticky xl:top-6">
          <Suspense fallback={null}>
            {sample && <Samples request={sample} />}
            <TryIt
              method={method}
              path={path}
              parameters={parameters.map(({ name, place, required }) => ({ name, place, required }))}
              body={example}
            />
          </Suspense>
        </div>
      </div>
    </article>
  )
}
