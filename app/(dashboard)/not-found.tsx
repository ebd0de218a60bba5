import { getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/layout/page-header.tsx'
import { ButtonLink } from '#components/ui/button.tsx'

/** What is not here, or not for this reader. */
export default async function NotFound() {
  const words = await getTranslations('states.screen')
  return (
    <>
      <PageHeader title={words('missing')} description={words('missingText')} />
      <ButtonLink href="/">{words('missingAction')}</ButtonLink>
    </>
  )
}
