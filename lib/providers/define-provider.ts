import type { z } from 'zod'
import { AppError } from '#lib/shared/errors.ts'
import type { Provider, ProviderDefinition } from './provider.ts'

/** Closes over an adapter's own types, so that all providers are of one type and none works on unchecked settings. */
export const defineProvider = <Settings, Secrets>(
  definition: ProviderDefinition<Settings, Secrets>,
): Provider => {
  const settingsOf = (value: unknown) => read(definition.settings, value, 'settings')
  const secretsOf = (value: unknown) => read(definition.secrets, value, 'secrets')
  const { name, words, home, settings, secrets, capabilities, connect, readCallback } = definition
  return {
    name,
    words,
    ...(home && { home }),
    settings,
    secrets,
    capabilities: (value) => capabilities(settingsOf(value)),
    connect: (options) => {
      const own = settingsOf(options.settings)
      const timeoutMs = options.timeoutMs ?? capabilities(own).timeoutMs
      return connect({ ...options, timeoutMs, settings: own, secrets: secretsOf(options.secrets) })
    },
    ...(readCallback && {
      readCallback: (request, account) =>
        readCallback(request, {
          settings: settingsOf(account.settings),
          secrets: secretsOf(account.secrets),
        }),
    }),
  }
}

const read = <T>(schema: z.ZodType<T>, value: unknown, field: string): T => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError('INVALID_SETTINGS', {
    field: [field, ...(issue?.path ?? [])].join('.'),
    params: { setting: issue?.path.join('.') || 'none', problem: issue?.message ?? '' },
  })
}
