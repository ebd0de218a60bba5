/**
 * The text with the line that tells people how to stop it, on a line of its own: it is sent, so it is counted. A text
 * that already has the line is left alone, and so is every text when the account has none (some gateways append their
 * own; what they add is not ours to count).
 *
 * @example withOptOutLine('Sale today', 'STOP*456*9*5#') // 'Sale today\nSTOP*456*9*5#'
 */
export function withOptOutLine(text: string, line: string): string {
  const wanted = line.trim()
  if (wanted === '' || text.includes(wanted)) return text
  return text === '' || /\s$/.test(text) ? text + wanted : `${text}\n${wanted}`
}
