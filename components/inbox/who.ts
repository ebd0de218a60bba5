import { numberText } from '#components/messages/number-text.ts'

/** Whoever wrote: by name where there is one, else by number. */
export const whoOf = ({ name, msisdn }: { name: string | null; msisdn: string }): string =>
  name ?? numberText({ msisdn, reason: null, parts: 1 })
