'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { FormState } from '#components/users/form-state.ts'
import { answer, parseForm } from '#lib/http/action.ts'
import { nobody } from '#lib/http/authenticate.ts'
import { caller, endSession, keepSession } from '#lib/http/browser-session.ts'
import { rootCtx } from '#lib/http/context.ts'
import { inTime } from '#lib/http/in-time.ts'
import { returnPath } from '#lib/http/return-path.ts'
import { sessionUser } from '#lib/http/session.ts'
import type { ActionResult } from '#lib/shared/action-result.ts'
import { AppError } from '#lib/shared/errors.ts'
import { changeOwnChoices } from '#lib/users/change-own-choices.ts'
import { changePassword } from '#lib/users/change-password.ts'
import { type SessionUser, userActor } from '#lib/users/find-session.ts'
import { email, ownChoices } from '#lib/users/schema.ts'
import { signIn } from '#lib/users/sign-in.ts'
import { signOutEverywhere } from '#lib/users/sign-out.ts'

const credentials = z.object({ email, password: z.string().min(1) })

export async function signInAction(_before: FormState, form: FormData): Promise<FormState> {
  const result = await answer('session.start', async () => {
    const claim = parseForm(credentials, form)
    const from = await caller()
    const signedIn = signIn(rootCtx(nobody()), { ...claim, ...from })
    const { sessionId, mustChangePassword } = await inTime(signedIn)
    await keepSession(sessionId)
    return mustChangePassword
  })
  const next = returnPath(form.get('next'))
  if (!result.ok) return { email: String(form.get('email') ?? ''), error: result.error }
  redirect(result.value ? `/change-password?next=${encodeURIComponent(next)}` : next)
}

export async function signOutAction(): Promise<void> {
  await endSession()
  redirect('/sign-in')
}

export async function signOutEverywhereAction(): Promise<void> {
  const user = await sessionUser()
  if (user) await signOutEverywhere(await contextOf(user), user.userId)
  await signOutAction()
}

const contextOf = async (user: SessionUser) => rootCtx(userActor(user, (await caller()).ip))

/** Whoever is signed in, also while their password has to be changed first. Throws UNAUTHORIZED. */
async function signedIn() {
  const user = await sessionUser()
  if (!user) throw new AppError('UNAUTHORIZED')
  return { user, ctx: await contextOf(user) }
}

const newPassword = z
  .object({ current: z.string(), next: z.string().min(1), repeat: z.string() })
  .refine(({ next, repeat }) => next === repeat, { path: ['repeat'], params: { problem: 'passwordRepeat' } })

export async function changePasswordAction(_before: FormState, form: FormData): Promise<FormState> {
  const result = await answer('password.change', async () => {
    const { user, ctx } = await signedIn()
    const { current, next } = parseForm(newPassword, form)
    const change = { current: current || null, next, ...(await caller()) }
    await keepSession(await changePassword(ctx, user, change))
  })
  if (!result.ok) return { error: result.error }
  redirect(returnPath(form.get('to')))
}

/** Keeps a choice in the person's row. */
export async function rememberChoiceAction(choice: z.input<typeof ownChoices>): Promise<ActionResult<void>> {
  return answer('user.choose', async () => {
    const { user, ctx } = await signedIn()
    await changeOwnChoices(ctx, user, parseForm(ownChoices, choice))
  })
}
