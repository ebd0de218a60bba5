/** A number with its plus; what is too short for one, such as a short code, as it came. */
export const numberOf = (msisdn: string): string => (/^[1-9]\d{6,14}$/.test(msisdn) ? `+${msisdn}` : msisdn)

/** Whoever wrote: by name where there is one, else by number. */
export const whoOf = ({ name, msisdn }: { name: string | null; msisdn: string }): string =>
  name ?? numberOf(msisdn)
