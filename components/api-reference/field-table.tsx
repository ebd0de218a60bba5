import { useTranslations } from 'next-intl'

export type Line = { name: string; type: string; required: boolean; about: string | null }

/** Fields with their types, one to a line. */
export function FieldTable({ title, lines }: { title: string; lines: readonly Line[] }) {
  const words = useTranslations('apiReference')
  if (lines.length === 0) return null
  return (
    <div className="flex flex-col gap-1">
      <h4 className="text-sm font-medium text-muted">{title}</h4>
      <dl className="border-t border-line text-sm">
        {lines.map((line) => (
          <div
            key={line.name}
            className="grid gap-x-4 border-b border-line py-1.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
          >
            <dt className="min-w-0 font-mono text-xs leading-5 break-words">
              {line.name}
              {line.required && (
                <span className="ml-2 whitespace-nowrap font-ui text-muted">{words('required')}</span>
              )}
            </dt>
            <dd className="min-w-0 text-muted">
              <span className="font-mono text-xs break-words">{line.type}</span>
              {line.about && (
                <span lang="en" className="block text-ink">
                  {line.about}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
