import { SearchX } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** What is not here, or not for this reader. */
export default async function NotFound() {
  const words = await getTranslations('states.screen')
  return (
    <EmptyState
      icon={<SearchX />}
      title={words('missing')}
      action={<ButtonLink href="/">{words('missingAction')}</ButtonLink>}
      className="border-t-0"
    >
      {words('missingText')}
    </EmptyState>
  )
}
