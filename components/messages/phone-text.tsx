import { clsx } from 'clsx'
import { Fragment } from 'react'

type PhoneTextProps = { text: string; sender: string; label: string; className?: string }

/** A text as it stands on a phone. Placeholders that are not filled in are marked. */
export function PhoneText({ text, sender, label, className }: PhoneTextProps) {
  return (
    <figure
      aria-label={label}
      className={clsx('rounded border border-line bg-sunken px-3 pt-2.5 pb-4', className)}
    >
      <figcaption className="mb-2 text-center text-xs text-muted">{sender}</figcaption>
      <p
        dir="auto"
        className="as-written w-fit max-w-[88%] rounded-lg rounded-bl-none bg-chosen px-3 py-2 whitespace-pre-wrap"
      >
        {text.split(/(\{\{[^{}]*\}\})/).map((piece, index) =>
          index % 2 === 1 ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place.
            <span key={index} className="rounded-sm bg-accent-soft px-0.5 text-accent">
              {piece}
            </span>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place.
            <Fragment key={index}>{piece}</Fragment>
          ),
        )}
      </p>
    </figure>
  )
}
