import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { SettingsForm } from '#components/settings/later.ts'
import { currentUser } from '#lib/http/session.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import { countryOptions } from '../accounts/countries.ts'
import { changeSettingsAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('general.title') }
}

export default async function GeneralPage() {
  const { ctx } = await currentUser('manage')
  const [words, locale, settings] = await Promise.all([
    getTranslations('settings.general'),
    getLocale(),
    readSettings(ctx),
  ])
  return (
    <ScreenWords of={['settings']}>
      <PageHeader title={words('title')} description={words('description')} />
      <SettingsForm settings={settings} countries={countryOptions(locale)} save={changeSettingsAction} />
    </ScreenWords>
  )
}
