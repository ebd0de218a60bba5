/** One price of an account: thousandths of a credit a part for numbers that begin with these digits. */
export type Price = { prefix: string; perPart: number }

/** Answers what a part costs for a number: the longest prefix wins; null when no price covers it. */
export type PriceList = (msisdn: string) => number | null

/** Numbers whose digits are hidden (hashes) are priced as this country: only Kenya's gateways take them. */
const HASH_COUNTRY_CODE = '254'

/** Builds the look-up once per plan; asking is then a few string cuts, without a scan. */
export function priceList(prices: readonly Price[]): PriceList {
  const byPrefix = new Map(prices.map((p) => [p.prefix, p.perPart]))
  const lengths = [...new Set(prices.map((p) => p.prefix.length))].sort((a, b) => b - a)
  if (lengths.length === 1 && lengths[0] === 0) {
    const everywhere = byPrefix.get('') as number
    return () => everywhere
  }
  return (msisdn) => {
    const digits = msisdn.length === 64 ? HASH_COUNTRY_CODE : msisdn
    for (const length of lengths) {
      const price = byPrefix.get(digits.slice(0, length))
      if (price !== undefined) return price
    }
    return null
  }
}
