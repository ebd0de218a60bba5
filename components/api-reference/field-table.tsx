import { useTranslations } from 'next-intl'
import { TextLink } from '#components/ui/text-link.tsx'
import { InlineProse } from './prose.tsx'

export type Line = {
  name: string
  type: string
  /** The named object that the type is or holds. */
  object: string | null
  required: boolean
  about: string | null
}

type FieldTableProps = {
  title?: string
  lines: readonly Line[]
  /** The page on which named objects have their fields. */
  objects: string
}

const looks = [
  'border-t border-line text-sm',
  '[&>div]:grid [&>div]:gap-x-4 [&>div]:border-b [&>div]:border-line [&>div]:py-1.5',
  'sm:[&>div]:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]',
  '[&_dt]:min-w-0 [&_dt]:font-mono [&_dt]:text-xs [&_dt]:leading-5 [&_dt]:break-words',
  '[&_i]:ml-2 [&_i]:font-ui [&_i]:whitespace-nowrap [&_i]:text-muted [&_i]:not-italic',
  '[&_dd]:min-w-0 [&_dd>code]:font-mono [&_dd>code]:text-xs [&_dd>code]:break-words [&_dd>code]:text-muted',
].join(' ')

/**
 * Fields with their types, one to a line. How a line looks is said once for all of them: a page has hundreds, and each
 * travels twice.
 */
export function FieldTable({ title, lines, objects }: FieldTableProps) {
  const words = useTranslations('apiReference')
  if (lines.length === 0) return null
  return (
    <div className="flex flex-col gap-1">
      {title && <h3 className="text-sm font-medium text-muted">{title}</h3>}
      <dl className={looks}>
        {lines.map(({ name, type, object, required, about }) => (
          <div key={name}>
            <dt>
              {name}
              {required && <i>{words('required')}</i>}
            </dt>
            <dd>
              <code>
                {object === null ? type : <TextLink href={`${objects}#${object}`}>{type}</TextLink>}
              </code>
              {about && (
                <p lang="en">
                  <InlineProse text={about} />
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
