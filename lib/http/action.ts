import { cookies, headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { RootCtx } from '#lib/platform/ctx.ts'
import type { ActionResult } from '#lib/shared/action-result.ts'
import { AppError } from '#lib/shared/errors.ts'
import { userActor } from '#lib/users/find-session.ts'
import { isAudited, recordAudit } from '#lib/users/record-audit.ts'
import type { Permission } from '#lib/users/rules.ts'
import { checkUser } from './authenticate.ts'
import { clientAddress } from './client-address.ts'
import { rootCtx, web } from './context.ts'
import { errorSentence, localeOfHeaders } from './error-sentence.ts'
import { knownError } from './known-error.ts'
import { parseInput } from './parse-input.ts'
import { refuseUnstorable } from './read-body.ts'
import { sessionUser } from './session.ts'

type ActionOptions<S extends z.ZodType, T> = {
  /** `<noun>.<verb>`: what the audit log calls it if the use case wrote no entry of its own, and the log if it fails. */
  name: string
  access: Permission
  input: S
  /** Its answer goes to the browser: a view, never a row. */
  run: (ctx: RootCtx, input: z.output<S>) => Promise<T>
}

/**
 * A front door of the dashboard: what `route()` is for the API. Never throws at the screen: a refusal is a value, with a
 * sentence in the person's language and the field that it belongs to. Only redirects pass.
 */
export function action<S extends z.ZodType, T>(options: ActionOptions<S, T>) {
  return (raw: z.input<S>): Promise<ActionResult<T>> =>
    answer(options.name, async () => {
      const user = await sessionUser()
      if (!user) throw new AppError('UNAUTHORIZED')
      checkUser(user, options.access)
      const ctx = rootCtx(userActor(user, clientAddress(await headers())))
      const value = await options.run(ctx, parseForm(options.input, raw))
      if (options.access !== 'read' && !isAudited(ctx)) await recordAudit(ctx, { action: options.name })
      return value
    })
}

/** Parses what a form or a screen sent. */
export function parseForm<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const value = raw instanceof FormData ? Object.fromEntries(raw) : raw
  refuseUnstorable(value)
  return parseInput<z.output<S>>(schema as z.ZodType<z.output<S>>, value)
}

/** Runs the inside of a server action and turns whatever it throws into a value. */
export async function answer<T>(name: string, run: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await run() }
  } catch (error) {
    unstable_rethrow(error)
    const { log, database } = web()
    const known = await knownError(error, { log, where: name, isAway: database.isAway })
    const message = errorSentence(await readerLocale(), known, { nameField: false })
    return {
      ok: false,
      error: {
        code: known.code,
        message,
        params: known.params,
        ...(known.field !== undefined && { field: known.field }),
      },
    }
  }
}

async function readerLocale(): Promise<string> {
  const [jar, head] = await Promise.all([cookies(), headers()])
  // What is refused may be refused because the database is away.
  const user = await sessionUser().catch(() => null)
  return localeOfHeaders(head, jar.get('locale')?.value ?? null, user?.locale)
}
