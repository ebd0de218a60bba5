import { useLocale, useTranslations } from 'next-intl'
import { Count } from '#components/ui/figures.tsx'
import { Badge, StatusChip } from '#components/ui/status.tsx'
import { Cell, Column, Row, RowLink, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { AccountView } from '#lib/accounts/schema.ts'
import type { AccountHealthView } from '#lib/accounts/schema-health.ts'
import { countryName } from '#lib/shared/country-name.ts'
import { HealthFigures } from './health-figures.tsx'

type AccountTableProps = {
  accounts: readonly AccountView[]
  health: ReadonlyMap<number, AccountHealthView>
  /** What a provider is called. */
  titleOf: (provider: string) => string
}

/** The accounts at providers, by name. */
export function AccountTable({ accounts, health, titleOf }: AccountTableProps) {
  const words = useTranslations('accounts')
  const locale = useLocale()
  return (
    <Table label={words('title')} keys>
      <TableHead>
        <Column>{words('column.account')}</Column>
        <Column>{words('column.provider')}</Column>
        <Column>{words('column.state')}</Column>
        <Column>{words('column.health')}</Column>
        <Column>{words('column.country')}</Column>
        <Column end>{words('column.rate')}</Column>
        <Column end>{words('column.inFlight')}</Column>
      </TableHead>
      <TableBody>
        {accounts.map((account) => (
          <Row key={account.id}>
            <Cell className="md:min-w-40">
              <RowLink href={`/settings/accounts/${account.id}`}>{account.name}</RowLink>{' '}
              {account.isDefault && <Badge>{words('default')}</Badge>}
            </Cell>
            <Cell label={words('column.provider')} wide>
              {titleOf(account.provider)}
            </Cell>
            <Cell label={words('column.state')} wide>
              <AccountState enabled={account.enabled} health={health.get(account.id)} />
            </Cell>
            <Cell label={words('column.health')} wide>
              <Health of={health.get(account.id)} />
            </Cell>
            <Cell label={words('column.country')} wide>
              {countryName(account.defaultCountry, locale)}
            </Cell>
            <Cell label={words('column.rate')} wide end>
              <Count value={account.ratePerSecond} />
            </Cell>
            <Cell label={words('column.inFlight')} wide end>
              <Count value={account.maxInFlight} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

const Health = ({ of }: { of: AccountHealthView | undefined }) => of && <HealthFigures health={of} short />

export function AccountState({
  enabled,
  health,
}: {
  enabled: boolean
  health?: AccountHealthView | undefined
}) {
  const words = useTranslations('accounts.state')
  if (!enabled) return <StatusChip status="waiting">{words('off')}</StatusChip>
  if (health?.closed) return <StatusChip status="bad">{words('closed')}</StatusChip>
  if (health?.failingSince) return <StatusChip status="doubtful">{words('failing')}</StatusChip>
  return <StatusChip status="good">{words('on')}</StatusChip>
}
