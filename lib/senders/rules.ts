import type { Capabilities } from '#lib/providers/provider.ts'

const forms: Record<Capabilities['senderForm'], RegExp> = {
  integer: /^\d{1,9}$/,
  // GSM 03.38 letters and digits; networks cut or refuse more than eleven characters.
  name: /^[\x20-\x7e]{1,11}$/,
  e164: /^\+?[1-9]\d{6,14}$/,
  text: /^[\x20-\x7e]{1,40}$/,
}

/** Whether a provider can show this value as the sender. */
export const fitsSenderForm = (form: Capabilities['senderForm'], value: string): boolean =>
  forms[form].test(value)
