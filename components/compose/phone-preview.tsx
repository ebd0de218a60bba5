'use client'

import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import type { TextFacts } from './text-facts.ts'

type PhonePreviewProps = { facts: TextFacts; sender: string; className?: string }

/** The message as a phone shows it, with the values filled in. */
export function PhonePreview({ facts, sender, className }: PhonePreviewProps) {
  const words = useTranslations('compose.preview')
  return (
    <figure className={clsx('flex flex-col gap-2', className)}>
      <figcaption className="text-sm text-muted">{words('title')}</figcaption>
      <section
        aria-label={words('title')}
        // A long text scrolls inside the phone, so that nothing beside it is pushed away.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
        tabIndex={0}
        className="max-h-[max(10rem,calc(100dvh-25rem))] overflow-y-auto rounded border border-line bg-sunken px-3 pt-2.5 pb-4"
      >
        <p className="mb-2 text-center text-xs text-muted">{sender}</p>
        <p
          dir="auto"
          className={clsx(
            'as-written w-fit max-w-[88%] rounded-lg rounded-bl-none bg-chosen px-3 py-2 whitespace-pre-wrap',
            facts.isEmpty && 'text-muted',
          )}
        >
          {facts.isEmpty
            ? words('empty')
            : facts.shown.map(({ piece, isGap }, index) =>
                isGap ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place.
                  <mark key={index} className="rounded-sm bg-doubtful-soft px-0.5 text-doubtful">
                    {piece}
                  </mark>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place.
                  <Linked key={index} text={piece} />
                ),
              )}
        </p>
      </section>
    </figure>
  )
}

/** What phones underline: addresses. It shows where one is broken by a space or swallows a full stop. */
function Linked({ text }: { text: string }) {
  return text.split(/(https?:\/\/\S+)/).map((piece, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place.
      <span key={index} className="text-accent underline">
        {piece}
      </span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place.
      <Fragment key={index}>{piece}</Fragment>
    ),
  )
}
