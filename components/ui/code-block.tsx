import { clsx } from 'clsx'
import { CopyButton } from './copy-button.tsx'

type CodeBlockProps = {
  code: string
  /** What it is, for the ear. */
  label: string
  className?: string
}

/** Text for machines: a key, a request, an answer. Long lines break, so nothing scrolls sideways. */
export function CodeBlock({ code, label, className }: CodeBlockProps) {
  return (
    <figure aria-label={label} className={clsx('relative rounded border border-line bg-sunken', className)}>
      <pre className="p-3 pr-11 font-mono text-xs leading-5 break-all whitespace-pre-wrap">
        <code>{code}</code>
      </pre>
      <CopyButton text={code} className="absolute top-1 right-1" />
    </figure>
  )
}
