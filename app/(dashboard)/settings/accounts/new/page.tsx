import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { AccountForm } from '#components/accounts/later.ts'
import { ProviderChoice } from '#components/accounts/provider-choice.tsx'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { findDefaultCountry } from '#lib/accounts/find-default-country.ts'
import { getProviderForm, listProviders } from '#lib/accounts/list-providers.ts'
import { currentUser } from '#lib/http/session.ts'
import { createAccountAction } from '../actions.ts'
import { countryOptions } from '../countries.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accounts'))('add.title') }
}

type Query = { provider?: string | string[] }

export default async function NewAccountPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { ctx } = await currentUser('manage')
  const [words, locale, { provider }, country] = await Promise.all([
    getTranslations('accounts'),
    getLocale(),
    searchParams,
    findDefaultCountry(ctx),
  ])
  const language = locale.split('-', 1)[0] ?? 'en'
  const providers = listProviders(language)
  const chosen = providers.find(({ name }) => name === provider)
  const form = chosen && getProviderForm(chosen.name, language)
  return (
    <ScreenWords of={['accounts', 'providers']}>
      <PageHeader
        title={form ? words('add.titleAt', { provider: form.title }) : words('add.title')}
        description={words(form ? 'add.form' : 'add.choose')}
        back={
          form
            ? { href: '/settings/accounts/new', label: words('add.otherProvider') }
            : { href: '/settings/accounts', label: words('title') }
        }
      />
      {form ? (
        <AccountForm
          form={form}
          countries={countryOptions(locale)}
          defaultCountry={form.home ?? country}
          save={createAccountAction}
        />
      ) : (
        <ProviderChoice providers={providers} />
      )}
    </ScreenWords>
  )
}
