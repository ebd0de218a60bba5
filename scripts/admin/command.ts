import type { RootCtx } from '#lib/platform/ctx.ts'
import type { Options } from './options.ts'

/** What a command tells: one JSON object, or a line for each name. */
export type Answer = Record<string, unknown>

export type Command = {
  name: string
  /** How its options are written, and what it does: a line each in `--help`. */
  usage: string
  about: string
  options: Record<string, 'text' | 'list' | 'flag'>
  /** Reads what was typed and piped, before the database is opened; answers what is to be done there. */
  prepare: (options: Options) => Promise<(ctx: RootCtx) => Promise<Answer>>
}
