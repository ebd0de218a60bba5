import { parseArgs } from 'node:util'
import { AppError } from '#lib/shared/errors.ts'
import type { Command } from './command.ts'

/** The options of one call, as they were typed. */
export type Options = {
  /** Throws INVALID_REQUEST when it is missing or empty. */
  text: (name: string) => string
  maybe: (name: string) => string | undefined
  list: (name: string) => string[]
  flag: (name: string) => boolean
}

const refuse = (field: string, problem: string) =>
  new AppError('INVALID_REQUEST', { field, params: { problem } })

/** The command that the first words name, and the words after them. Throws INVALID_REQUEST. */
export function findCommand(
  commands: readonly Command[],
  args: string[],
): { command: Command; rest: string[] } {
  const typed = args.filter((word) => !word.startsWith('-'))
  for (const command of commands) {
    const words = command.name.split(' ')
    if (!words.every((word, at) => typed[at] === word)) continue
    // `--json` may stand in front.
    const rest = [...args]
    for (const word of words) rest.splice(rest.indexOf(word), 1)
    return { command, rest }
  }
  throw refuse(typed.slice(0, 2).join(' ') || '—', 'command')
}

/** Throws INVALID_REQUEST naming the option that does not exist or has no value. */
export function parseOptions(command: Command, args: string[]): Options {
  const options = Object.fromEntries(
    Object.entries<'text' | 'list' | 'flag'>({ ...command.options, json: 'flag' }).map(([name, kind]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: kind === 'list' },
    ]),
  )
  const values = parse(args, options)
  const all = (name: string) =>
    [values[name]].flat().filter((value): value is string => typeof value === 'string')
  return {
    text: (name) => {
      const value = all(name)[0]
      if (value === undefined) throw refuse(`--${name}`, 'missing')
      if (value.trim() === '') throw refuse(`--${name}`, 'empty')
      return value
    },
    maybe: (name) => all(name)[0],
    list: all,
    flag: (name) => values[name] === true,
  }
}

type Config = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

function parse(args: string[], options: Config): Record<string, unknown> {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    // parseArgs names the culprit only in its message.
    const field = /--?[\w-]+/.exec(message)?.[0] ?? /'([^']+)'/.exec(message)?.[1] ?? '—'
    throw refuse(field, code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE' ? 'missing' : 'unknownOption')
  }
}
