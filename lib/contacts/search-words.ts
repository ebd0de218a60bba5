/** Digits with what people write between them. */
const NUMBER = /^[+(]?[\p{Nd}][\p{Nd}\s().\-/]*$/u

/**
 * What to look for in a name or number. A number is looked for by its digits, without plus and trunk zeros, so that
 * `0712 345 678` finds 254712345678; words in any order.
 */
export function searchWords(search: string): string[] {
  const text = search
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .toLowerCase()
  if (NUMBER.test(text)) {
    const digits = text.replace(/\D/g, '').replace(/^0+/, '')
    return digits === '' ? [] : [digits]
  }
  return text.split(/\s+/).filter((word) => word !== '')
}
