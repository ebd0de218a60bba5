import { z } from 'zod'
import { errorSentence } from '#lib/http/error-sentence.ts'
import { knownError } from '#lib/http/known-error.ts'
import { inputError } from '#lib/http/parse-input.ts'
import { EnvError } from '#lib/platform/env.ts'
import { createLogger } from '#lib/platform/log.ts'
import { StartError } from '#lib/platform/start-error.ts'
import { AppError } from '#lib/shared/errors.ts'
import type { Answer } from './command.ts'
import { commands } from './commands.ts'
import { help } from './help.ts'
import { findCommand, parseOptions } from './options.ts'
import { withContext } from './with-context.ts'

/** Runs one command and answers the exit code: 0, or 1 after one sentence as the last line of standard error. */
export async function runAdmin(args: string[]): Promise<number> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    console.log(help(commands))
    return args.length === 0 ? 1 : 0
  }
  try {
    const { command, rest } = findCommand(commands, args)
    const options = parseOptions(command, rest)
    const answer = await withContext(await command.prepare(options))
    console.log(options.flag('json') ? JSON.stringify(answer) : lines(answer))
    return 0
  } catch (error) {
    console.error(await sentence(error))
    return 1
  }
}

/** `name: value`, one a line; what is inside another thing gets both names. */
function lines(answer: Answer, above = ''): string {
  return Object.entries(answer)
    .map(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? lines(value as Answer, `${above}${name} `)
        : `${above}${name}: ${Array.isArray(value) ? value.map(String).join(', ') || 'none' : String(value)}`,
    )
    .filter((line) => line !== '')
    .join('\n')
}

async function sentence(error: unknown): Promise<string> {
  if (error instanceof StartError || error instanceof EnvError) return error.message
  const log = createLogger({ level: 'error', fields: { program: 'admin' } })
  const known =
    error instanceof z.ZodError ? inputError(error) : await knownError(error, { log, where: 'admin' })
  const { code, field, params } = known
  const asGiven = field === undefined || params.problem === 'command'
  const named = asGiven ? known : new AppError(code, { field: optionOf(field), params })
  return errorSentence('en', named, { nameField: true })
}

const optionNames: Record<string, string> = {
  scopes: 'scope',
  owner: 'email',
  secrets: 'secrets-stdin',
  password: 'password-stdin',
}

/** The option by which an input was given: `scopes[1]` is `--scope`. */
function optionOf(field: string): string {
  const [name = field] = field.split(/[[.]/, 1)
  return field.startsWith('-') || field.startsWith('settings.') ? field : `--${optionNames[name] ?? name}`
}
