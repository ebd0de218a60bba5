import type { RecipientView } from '#lib/messages/schema.ts'

const typed = new Set(['INVALID_NUMBER', 'SPREADSHEET_NUMBER'])

/** A number as people read it: with its plus; a hash by its beginning; what could not be read, as it was typed. */
export function numberText({
  msisdn,
  reason,
  parts,
}: Pick<RecipientView, 'msisdn' | 'reason' | 'parts'>): string {
  return reason && typed.has(reason) && parts === 0 ? msisdn : msisdnText(msisdn)
}

/** The same for what is known to be a number or a hash. */
export function msisdnText(msisdn: string): string {
  if (/^[0-9a-f]{64}$/.test(msisdn)) return `#${msisdn.slice(0, 10)}…`
  return /^[1-9]\d{4,14}$/.test(msisdn) ? `+${msisdn}` : msisdn
}
