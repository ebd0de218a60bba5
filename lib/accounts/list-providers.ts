import { z } from 'zod'
import type { Provider } from '#lib/providers/provider.ts'
import { findProvider, providers } from '#lib/providers/registry.ts'
import { AppError } from '#lib/shared/errors.ts'
import { type FormField, formFields } from './rules-form.ts'

/** A provider as the account form needs it: its settings and its secrets, each a field. */
export type ProviderForm = { name: string; settings: FormField[]; secrets: FormField[] }

/** All providers, by name. */
export const listProviders = (): string[] => providers.map((provider) => provider.name)

/** The form of a provider in a language such as `th`. Throws NOT_FOUND. */
export function getProviderForm(name: string, language: string): ProviderForm {
  const provider = findProvider(name)
  if (!provider) throw new AppError('NOT_FOUND')
  return {
    name,
    settings: fieldsOf(provider.settings, language),
    secrets: fieldsOf(provider.secrets, language),
  }
}

const fieldsOf = (schema: Provider['settings'], language: string): FormField[] =>
  formFields(
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>,
    language,
  )
