/** Paragraphs of the document, which knows one mark: `code` in backticks. */
export function Prose({ text }: { text: string }) {
  return (
    <div lang="en" className="flex flex-col gap-2">
      {text.split('\n\n').map((paragraph) => (
        <p key={paragraph}>
          <InlineProse text={paragraph} />
        </p>
      ))}
    </div>
  )
}

export const InlineProse = ({ text }: { text: string }) =>
  text.split('`').map((piece, at) =>
    at % 2 === 0 ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text that never changes
      <code key={at} className="rounded-sm bg-sunken px-1 font-mono text-xs">
        {piece}
      </code>
    ),
  )
