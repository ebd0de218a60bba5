/** GSM 03.38: the default alphabet counts one septet a character, its extension table two. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extended = new Set('\f^{}\\[~]|€')

/** Parts of one message (3GPP TS 23.040): a character is never cut in two. */
export const countParts = (text: string): number => {
  const characters = [...text]
  const isGsm = characters.every((character) => basic.has(character) || extended.has(character))
  const size = (character: string) => (isGsm ? (extended.has(character) ? 2 : 1) : character.length)
  const whole = characters.reduce((sum, character) => sum + size(character), 0)
  if (whole <= (isGsm ? 160 : 70)) return 1
  const room = isGsm ? 153 : 67
  let parts = 1
  let used = 0
  for (const character of characters) {
    if (used + size(character) > room) {
      parts += 1
      used = 0
    }
    used += size(character)
  }
  return parts
}
