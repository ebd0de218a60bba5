import { useFormatter, useTranslations } from 'next-intl'
import type { AccountHealthView } from '#lib/accounts/schema-health.ts'

/** Share of requests without trouble and usual time, in a line. */
export function HealthFigures({ health, short }: { health: AccountHealthView; short?: boolean }) {
  const words = useTranslations('accounts.health')
  const format = useFormatter()
  const { requests, successPercent, medianMs } = health
  if (successPercent === null) return <span className="text-muted">{words('idle')}</span>
  const figures = {
    requests,
    percent: format.number(successPercent / 100, { style: 'percent' }),
    ms: medianMs ?? 0,
  }
  return <span className="tabular">{words(short ? 'short' : 'figures', figures)}</span>
}
