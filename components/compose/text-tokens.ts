import { parseTemplate } from '#lib/sms/placeholders.ts'

/** A stretch of the text as it was written; joined they are the text again. */
export type Token = {
  kind: 'text' | 'placeholder'
  /** Where it begins, in UTF-16 code units. */
  from: number
  source: string
  /** Of a placeholder, without spaces; '' for `{{}}`. */
  name: string
}

/** Cuts a text into what stands as it is and what is filled in. Texts with NUL or half characters count as cleaned. */
export function tokensOf(source: string): Token[] {
  const { texts, placeholders } = parseTemplate(source)
  const tokens: Token[] = []
  let from = 0
  const add = (kind: Token['kind'], length: number, name: string) => {
    if (length > 0) tokens.push({ kind, from, source: source.slice(from, from + length), name })
    from += length
  }
  for (const [i, text] of texts.entries()) {
    add('text', text.length, '')
    const placeholder = placeholders[i]
    if (placeholder) add('placeholder', source.indexOf('}}', from + 2) + 2 - from, placeholder.name)
  }
  return tokens
}

/** The text with every piece changed that will be sent: not the names of placeholders, but what stands for a missing value. */
export const changeSent = (source: string, change: (piece: string) => string): string =>
  tokensOf(source)
    .map((token) => {
      if (token.kind === 'text') return change(token.source)
      const bar = token.source.indexOf('|')
      if (bar < 0) return token.source
      return `${token.source.slice(0, bar + 1)}${change(token.source.slice(bar + 1, -2))}}}`
    })
    .join('')

/** Whether something begins like a placeholder and never ends: it would be sent with its braces. */
export const hasLooseBraces = (source: string): boolean =>
  tokensOf(source).some((token) => token.kind === 'text' && token.source.includes('{{'))

/** The text with one placeholder called otherwise, wherever it stands. */
export const renamePlaceholder = (source: string, from: string, to: string): string =>
  tokensOf(source)
    .map(({ kind, name, source: piece }) =>
      kind === 'placeholder' && name === from ? piece.replace(from, () => to) : piece,
    )
    .join('')

/** The known name that was surely meant by another that differs in capitals, spaces or hyphens: `name` for `Name`. */
export function meantName(name: string, known: readonly string[]): string | undefined {
  const bare = (text: string) => text.toLowerCase().replace(/[\s_-]/g, '')
  return known.find((one) => bare(one) === bare(name))
}
