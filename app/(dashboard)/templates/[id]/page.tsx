import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { PhoneText } from '#components/messages/phone-text.tsx'
import { TemplateForm, TemplateTools } from '#components/templates/later.ts'
import { TemplateVersions } from '#components/templates/template-versions.tsx'
import { StatusChip } from '#components/ui/status.tsx'
import { currentUser } from '#lib/http/session.ts'
import { AppError } from '#lib/shared/errors.ts'
import { getTemplate } from '#lib/templates/get-template.ts'
import { templateParams } from '#lib/templates/schema.ts'
import { roleMay } from '#lib/users/rules.ts'
import { archiveTemplateAction, changeTemplateAction } from '../actions.ts'

type Props = { params: Promise<{ id: string }> }

/** The template that the address names; what is none does not exist. */
const readTemplate = cache(async (raw: string) => {
  const { ctx } = await currentUser()
  const { data } = templateParams.safeParse({ id: raw })
  if (!data) notFound()
  return getTemplate(ctx, data.id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') notFound()
    throw error
  })
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readTemplate((await params).id)).name }
}

export default async function TemplatePage({ params }: Props) {
  const template = await readTemplate((await params).id)
  const { user } = await currentUser()
  const words = await getTranslations('templates')
  const maySend = roleMay(user.role, 'send')
  const { id, version } = template
  return (
    <ScreenWords of={['templates', 'compose', 'contacts']}>
      <PageHeader
        back={{ href: '/templates', label: words('title') }}
        title={template.name}
        status={template.archivedAt && <StatusChip status="waiting">{words('deleted')}</StatusChip>}
        actions={maySend && <TemplateTools template={template} archive={archiveTemplateAction} />}
      />
      {maySend && template.archivedAt === null ? (
        <TemplateForm
          // Saved, it is another version, on which the next change is built.
          key={version}
          template={template}
          save={async (typed) => {
            'use server'
            return changeTemplateAction({ id, version, ...typed })
          }}
        />
      ) : (
        <div className="max-w-form">
          <PhoneText text={template.content} sender={words('sender')} label={words('text')} />
        </div>
      )}
      <TemplateVersions template={template} />
    </ScreenWords>
  )
}
