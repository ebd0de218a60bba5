import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { TemplateForm } from '#components/templates/later.ts'
import { currentUser } from '#lib/http/session.ts'
import { createTemplateAction } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('templates'))('add') }
}

export default async function NewTemplatePage() {
  await currentUser('send')
  const words = await getTranslations('templates')
  return (
    <ScreenWords of={['templates', 'compose', 'contacts']}>
      <PageHeader back={{ href: '/templates', label: words('title') }} title={words('add')} />
      <TemplateForm save={createTemplateAction} />
    </ScreenWords>
  )
}
