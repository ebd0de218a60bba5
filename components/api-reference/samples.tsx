'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import {
  type SampleLanguage,
  type SampleRequest,
  sampleIn,
  sampleLanguages,
} from '#lib/shared/api-samples.ts'

/** The same request in several languages; one is shown. */
export function Samples({ request }: { request: Omit<SampleRequest, 'key'> }) {
  const words = useTranslations('apiReference')
  const [chosen, choose] = useState<SampleLanguage>('curl')
  return (
    <div className="flex flex-col gap-2">
      <fieldset aria-label={words('language')} className="flex gap-1">
        {sampleLanguages.map((language) => (
          <Button
            key={language}
            size="sm"
            look={language === chosen ? 'secondary' : 'quiet'}
            aria-pressed={language === chosen}
            onClick={() => choose(language)}
          >
            {language}
          </Button>
        ))}
      </fieldset>
      <CodeBlock label={chosen} code={sampleIn(chosen, { ...request, key: 'lw_…' })} />
    </div>
  )
}
