'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'

/** The same request in several languages; one is shown. */
export function Samples({ samples }: { samples: readonly { language: string; code: string }[] }) {
  const words = useTranslations('apiReference')
  const [chosen, choose] = useState(samples[0]?.language)
  const shown = samples.find(({ language }) => language === chosen)
  return (
    <div className="flex flex-col gap-2">
      <fieldset aria-label={words('language')} className="flex gap-1">
        {samples.map(({ language }) => (
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
      {shown && <CodeBlock label={shown.language} code={shown.code} />}
    </div>
  )
}
