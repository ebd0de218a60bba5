import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { AccountState } from '#components/accounts/account-table.tsx'
import { Capabilities } from '#components/accounts/capabilities.tsx'
import {
  AccountForm,
  AccountHealth,
  AccountTools,
  BalanceLine,
  Callback,
  PriceForm,
  PriceImport,
  PriceTable,
  RefreshBalance,
} from '#components/accounts/later.ts'
import { ScreenWords } from '#components/layout/client-words.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { listPrices } from '#lib/accounts/change-prices.ts'
import { getAccount } from '#lib/accounts/get-account.ts'
import { getAccountHealth } from '#lib/accounts/get-account-health.ts'
import { findBalance } from '#lib/accounts/list-balances.ts'
import { getProviderForm } from '#lib/accounts/list-providers.ts'
import { currentUser } from '#lib/http/session.ts'
import { AppError } from '#lib/shared/errors.ts'
import {
  changeAccountAction,
  dropPriceAction,
  importPricesAction,
  makeDefaultAction,
  refreshBalanceAction,
  reopenAccountAction,
  rotateCallbackAction,
  setPriceAction,
  switchAccountAction,
  testAccountAction,
} from '../actions.ts'
import { countriesOf, countryOptions } from '../countries.ts'

type Props = { params: Promise<{ id: string }> }

/** The account that the address names; what is none does not exist. */
const readAccount = cache(async (id: string) => {
  const { ctx } = await currentUser('manage')
  if (!/^\d{1,9}$/.test(id)) notFound()
  return getAccount(ctx, Number(id)).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') notFound()
    throw error
  })
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readAccount((await params).id)).name }
}

export default async function AccountPage({ params }: Props) {
  const { ctx } = await currentUser('manage')
  const { id } = await params
  const [words, locale, account] = await Promise.all([
    getTranslations('accounts'),
    getLocale(),
    readAccount(id),
  ])
  const [balance, health] = await Promise.all([
    findBalance(ctx, account.id),
    getAccountHealth(ctx, account.id),
  ])
  const form = getProviderForm(account.provider, locale.split('-', 1)[0] ?? 'en')
  return (
    <ScreenWords of={['accounts', 'providers']}>
      <PageHeader
        title={account.name}
        status={<AccountState enabled={account.enabled} health={health} />}
        description={form.title}
        back={{ href: '/settings/accounts', label: words('title') }}
        actions={
          <AccountTools
            account={account}
            test={testAccountAction}
            switchTo={switchAccountAction}
            makeDefault={makeDefaultAction}
          />
        }
      />
      <Section title={words('health.title')} hint={words('health.hint')}>
        <AccountHealth accountId={account.id} health={health} reopen={reopenAccountAction} />
      </Section>
      {balance && (
        <Section title={words('balance')}>
          <div className="flex max-w-160 items-center gap-3">
            <BalanceLine balance={balance} />
            {balance.offered && (
              <RefreshBalance accountId={account.id} name={account.name} refresh={refreshBalanceAction} />
            )}
          </div>
        </Section>
      )}
      <Section title={words('can.title')} hint={words('can.hint')}>
        <Capabilities can={account.capabilities} />
      </Section>
      {account.callbackUrl && (
        <Section title={words('callback.title')} hint={words('callback.hint')}>
          <Callback accountId={account.id} url={account.callbackUrl} rotate={rotateCallbackAction} />
        </Section>
      )}
      <Section
        title={words('prices.title')}
        hint={words('prices.hint')}
        aside={<PriceImport accountId={account.id} take={importPricesAction} />}
      >
        <PriceTable prices={await namedPrices(ctx, account.id, locale)} drop={dropPriceAction} />
        <div className="pt-6">
          <PriceForm accountId={account.id} set={setPriceAction} />
        </div>
      </Section>
      <Section title={words('form.title')}>
        <AccountForm
          form={form}
          countries={countryOptions(locale)}
          defaultCountry={account.defaultCountry}
          account={account}
          save={changeAccountAction}
        />
      </Section>
    </ScreenWords>
  )
}

async function namedPrices(ctx: Parameters<typeof listPrices>[0], accountId: number, locale: string) {
  const prices = await listPrices(ctx, accountId)
  return prices.map((price) => ({ ...price, country: countriesOf(price.prefix, locale) }))
}
