import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PlainFrame } from '#components/layout/plain-frame.tsx'
import { SignInForm } from '#components/users/sign-in-form.tsx'
import { listLanguages } from '#lib/http/i18n-request.ts'
import { returnPath } from '#lib/http/return-path.ts'
import { sessionUser } from '#lib/http/session.ts'
import { signInAction } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signin'))('title') }
}

type Query = { next?: string | string[]; error?: string | string[] }

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, error } = await searchParams
  const path = returnPath(next)
  if (await sessionUser()) redirect(path)
  const words = await getTranslations('signin')
  return (
    <PlainFrame title={words('title')} description={words('description')} languages={await listLanguages()}>
      <ScreenWords of={['signin']}>
        <SignInForm action={signInAction} next={path} failed={error !== undefined} />
      </ScreenWords>
    </PlainFrame>
  )
}
