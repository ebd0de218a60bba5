import { useFormatter, useTranslations } from 'next-intl'
import { Count } from '#components/ui/figures.tsx'
import { ShareBar } from '#components/ui/share-bar.tsx'
import type { ReasonsView } from '#lib/messages/schema-follow.ts'

const SHOWN = 8

/** On which networks people were not reached, most first, in a sentence and a chart; nothing where no provider tells. */
export function MessageNetworks({ networks }: { networks: ReasonsView['networks'] }) {
  const words = useTranslations('message.networks')
  const format = useFormatter()
  const [first] = networks
  if (!first) return null
  const all = networks.reduce((sum, { count }) => sum + count, 0)
  const share = format.number(first.count / all, { style: 'percent', maximumFractionDigits: 1 })
  return (
    <div className="mt-4">
      <p className="max-w-prose">{words('sentence', { share, people: all, network: first.network })}</p>
      {networks.length > 1 && (
        <ul className="mt-2 flex flex-col">
          {networks.slice(0, SHOWN).map(({ network, count }) => (
            <li
              key={network}
              className="grid grid-cols-[7rem_1fr_auto] items-center gap-x-4 border-b border-line py-2 last:border-b-0"
            >
              <span>{words('network', { network })}</span>
              <ShareBar share={count / first.count} status="bad" className="h-2" />
              <Count value={count} className="w-16 text-right" />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
