import { Plug } from 'lucide-react'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { AccountTable } from '#components/accounts/account-table.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { listAccountHealth } from '#lib/accounts/get-account-health.ts'
import { listAccounts } from '#lib/accounts/list-accounts.ts'
import { providerTitle } from '#lib/accounts/list-providers.ts'
import { currentUser } from '#lib/http/session.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accounts'))('title') }
}

export default async function AccountsPage() {
  const { ctx } = await currentUser('manage')
  const [words, locale, accounts, health] = await Promise.all([
    getTranslations('accounts'),
    getLocale(),
    listAccounts(ctx),
    listAccountHealth(ctx),
  ])
  const add = (
    <ButtonLink href="/settings/accounts/new" look="primary" icon={<Plug />}>
      {words('add.open')}
    </ButtonLink>
  )
  return (
    <>
      <PageHeader
        title={words('title')}
        description={words('description')}
        actions={accounts.length > 0 && add}
      />
      {accounts.length === 0 ? (
        <EmptyState icon={<Plug />} title={words('empty')} action={add}>
          {words('emptyText')}
        </EmptyState>
      ) : (
        <AccountTable
          accounts={accounts}
          health={health}
          titleOf={(provider) => providerTitle(provider, locale.split('-', 1)[0] ?? 'en')}
        />
      )}
    </>
  )
}
