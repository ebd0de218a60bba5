import { useTranslations } from 'next-intl'
import { type Status, StatusChip } from '#components/ui/status.tsx'
import type { ImportView } from '#lib/contacts/schema-imports.ts'

const statusOf = {
  waiting: 'waiting',
  running: 'moving',
  done: 'good',
  failed: 'bad',
  cancelled: 'waiting',
} as const satisfies Record<ImportView['state'], Status>

/** Where an import stands, as its picture and its word. */
export function ImportState({ state, filled }: { state: ImportView['state']; filled?: boolean }) {
  const words = useTranslations('contacts.importing.states')
  return (
    <StatusChip status={statusOf[state]} {...(filled && { filled })}>
      {words(state)}
    </StatusChip>
  )
}
