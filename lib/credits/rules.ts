/** Money inside is a whole number of thousandths of a credit, so that sums are exact. Outside it is credits. */
const THOUSANDTHS = 1000

/** Credits as people and the API see them, e.g. 1.25. */
export const toCredits = (amount: number): number => amount / THOUSANDTHS

/** The inside of an amount in credits, or null where it has more than three decimals or is no amount at all. */
export function fromCredits(credits: number): number | null {
  const amount = Math.round(credits * THOUSANDTHS)
  if (!Number.isSafeInteger(amount) || Math.abs(amount / THOUSANDTHS - credits) > 1e-9) return null
  return amount
}
