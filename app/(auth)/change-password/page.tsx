import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PlainFrame } from '#components/layout/plain-frame.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { ChangePasswordForm } from '#components/users/change-password-form.tsx'
import { nobody } from '#lib/http/authenticate.ts'
import { rootCtx } from '#lib/http/context.ts'
import { listLanguages } from '#lib/http/i18n-request.ts'
import { returnPath } from '#lib/http/return-path.ts'
import { sessionUser } from '#lib/http/session.ts'
import { hasJustTypedPassword } from '#lib/users/change-password.ts'
import { changePasswordAction, rememberChoiceAction, signOutEverywhereAction } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signin'))('change.title') }
}

type Query = { next?: string | string[] }

export default async function ChangePasswordPage({ searchParams }: { searchParams: Promise<Query> }) {
  const user = await sessionUser()
  if (!user) redirect('/sign-in')
  const words = await getTranslations('signin.change')
  const first = user.mustChangePassword
  const to = returnPath((await searchParams).next)
  return (
    <PlainFrame
      title={words(first ? 'titleFirst' : 'title')}
      description={words(first ? 'descriptionFirst' : 'description')}
      languages={await listLanguages()}
      remember={rememberChoiceAction}
    >
      <ScreenWords of={['signin']}>
        <ChangePasswordForm
          action={changePasswordAction}
          to={to}
          email={user.email}
          first={first}
          known={await hasJustTypedPassword(rootCtx(nobody()), user)}
        />
      </ScreenWords>
      {!first && (
        <form action={signOutEverywhereAction} className="flex justify-between border-t border-line pt-5">
          <ButtonLink href={to} look="quiet">
            {words('back')}
          </ButtonLink>
          <Button type="submit" look="quiet">
            {words('everywhere')}
          </Button>
        </form>
      )}
    </PlainFrame>
  )
}
