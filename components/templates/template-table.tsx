import { useTranslations } from 'next-intl'
import { buttonClass } from '#components/ui/button-class.ts'
import { NearLink } from '#components/ui/near-link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Badge } from '#components/ui/status.tsx'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { TemplateView } from '#lib/templates/schema.ts'

/** Saved texts, newest first; `use` where somebody may write with them. */
export function TemplateTable({ rows, use }: { rows: readonly TemplateView[]; use: boolean }) {
  const words = useTranslations('templates')
  return (
    <Table label={words('title')} keys>
      <TableHead>
        <Column>{words('name')}</Column>
        <Column className="w-full">{words('text')}</Column>
        <Column>{words('placeholders')}</Column>
        <Column end>{words('changed')}</Column>
        {use && (
          <Column end>
            <span className="sr-only">{words('actions')}</span>
          </Column>
        )}
      </TableHead>
      <TableBody>
        {rows.map((template) => (
          <Row key={template.id}>
            <Cell className="md:min-w-44">
              <RowLink href={`/templates/${template.id}`}>{template.name}</RowLink>
            </Cell>
            <Cell wide className="text-muted max-md:text-sm! max-md:font-normal! md:max-w-0">
              <span className="line-clamp-2 as-written md:line-clamp-1">{template.content}</span>
            </Cell>
            <Cell
              label={words('placeholders')}
              wide
              className={template.placeholders.length === 0 ? 'max-md:hidden' : undefined}
            >
              <span className="flex flex-wrap gap-1 max-md:justify-end md:flex-nowrap">
                {template.placeholders.slice(0, 3).map((name) => (
                  <Badge key={name} className="whitespace-nowrap">
                    {name}
                  </Badge>
                ))}
                {template.placeholders.length > 3 && <Badge>+{template.placeholders.length - 3}</Badge>}
              </span>
            </Cell>
            <Cell label={words('changed')} wide end>
              <RelativeTime at={template.updatedAt} />
            </Cell>
            {use && (
              <Cell end className="max-md:justify-end">
                <NearLink
                  href={`/messages/new?template=${template.id}`}
                  className={buttonClass('secondary', 'sm', 'z-1')}
                >
                  {words('use')}
                  <span className="sr-only"> {template.name}</span>
                </NearLink>
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
