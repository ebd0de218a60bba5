import { z } from 'zod'
import type { Provider } from '#lib/providers/provider.ts'
import { findProvider, providers } from '#lib/providers/registry.ts'
import { AppError } from '#lib/shared/errors.ts'
import { type FormField, formFields } from './rules-form.ts'
import type { ProviderView } from './schema.ts'

/** A provider as the account form needs it: its settings and its secrets, each a field. */
export type ProviderForm = {
  name: string
  title: string
  /** Where most of its customers are; null when it is at home everywhere. */
  home: string | null
  settings: FormField[]
  secrets: FormField[]
}

/** All providers, with their words in a language such as `th`. */
export const listProviders = (language: string): ProviderView[] =>
  providers.map(({ name, words }) => {
    const { title, about } = language === 'th' ? words.th : words
    return { name, title, about }
  })

/** What a provider is called; one that is not there any more by the name of its folder. */
export const providerTitle = (name: string, language: string): string =>
  listProviders(language).find((provider) => provider.name === name)?.title ?? name

/** The form of a provider in a language such as `th`. Throws NOT_FOUND. */
export function getProviderForm(name: string, language: string): ProviderForm {
  const provider = findProvider(name)
  if (!provider) throw new AppError('NOT_FOUND')
  return {
    name,
    title: providerTitle(name, language),
    home: provider.home ?? null,
    settings: fieldsOf(provider.settings, language),
    secrets: fieldsOf(provider.secrets, language),
  }
}

const fieldsOf = (schema: Provider['settings'], language: string): FormField[] =>
  formFields(
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
    language,
  )
