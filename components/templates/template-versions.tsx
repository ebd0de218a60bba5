import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Section } from '#components/ui/section.tsx'
import type { TemplateDetails } from '#lib/templates/schema.ts'

/** What a template said before, newest first. */
export function TemplateVersions({ template: { versions, version } }: { template: TemplateDetails }) {
  const words = useTranslations('templates')
  const before = versions.filter((one) => one.version !== version)
  if (before.length === 0) return null
  return (
    <Section title={words('versions')} className="mt-8">
      <ol className="flex max-w-form flex-col">
        {before.map((one) => (
          <li key={one.version} className="border-b border-line py-2 last:border-b-0">
            <p className="text-sm text-muted">
              {words('versionBy', { name: one.changedBy ?? words('machine') })}{' '}
              <RelativeTime at={one.changedAt} />
            </p>
            <p dir="auto" className="as-written whitespace-pre-wrap">
              {one.content}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  )
}
