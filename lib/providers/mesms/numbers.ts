/** ME-SMS takes `66XXXXXXXXX` or `0XXXXXXXXX`: Thai mobile numbers and no others. */
export const isServed = (digits: string): boolean => /^66\d{9}$/.test(digits)

/** The number as we write it, however ME-SMS writes it back; it may answer in the other of its two forms. */
export const ourForm = (number: string): string => {
  const digits = number.replace(/\D/g, '')
  return /^0\d{9}$/.test(digits) ? `66${digits.slice(1)}` : digits
}
