/** What is true of people and their wishes with no computer attached. */

/** Why a number must not be texted. */
export const suppressionReasons = ['opt_out', 'blocked', 'imported', 'manual'] as const
export type SuppressionReason = (typeof suppressionReasons)[number]

/** What an import does with people who are there already. */
export const upsertRules = ['keep', 'overwrite', 'fill'] as const

export const importStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const

/** In characters. */
export const limits = {
  name: 200,
  attributeName: 100,
  attribute: 2000,
  tag: 50,
  note: 500,
  groupName: 100,
} as const
/** Values and tags that one person can have. */
export const MAX_ATTRIBUTES = 100
export const MAX_TAGS = 50

/** An upload may measure so much, in bytes. */
export const MAX_UPLOAD = 300 * 1024 * 1024

/**
 * What a text can say of a person: their own values by name, `name` and `phone`. A value called `name` or `phone` gives
 * way to the real one.
 */
export const contactVariables = (contact: {
  msisdn: string
  name: string
  attributes: Readonly<Record<string, string>>
}): Record<string, string> => ({
  ...contact.attributes,
  ...(contact.name !== '' && { name: contact.name }),
  ...(contact.msisdn.length < 64 && { phone: contact.msisdn }),
})

/** Words by which people start texts again: those that carriers act on, and the Thai ones. */
const OPT_IN = [
  ...['start', 'unstop', 'yes', 'subscribe', 'resume', 'optin', 'opt in'],
  ...['เริ่ม', 'สมัคร', 'สมัครสมาชิก', 'รับข่าวสาร', 'รับข้อความ'],
]
/** What polite people put around the word: "Stop. Thank you", "ยกเลิกครับ". */
const POLITE_START = /^(please|pls|plz|kindly|กรุณา|โปรด|ขอ|ช่วย) ?/
const POLITE_END = / ?(please|pls|plz|thanks|thank you|ครับผม|ครับ|คับ|ค่ะ|คะ|ด้วย|นะ|ที|หน่อย)$/

/**
 * Whether the whole of a reply asks for no more texts; `words` are those of the settings. A longer request ("you sent me
 * this twice, stop it") is for a person.
 */
export const isOptOut = (text: string, words: readonly string[]): boolean => says(text, words)

/** Whether the whole of a reply asks for texts again. Only meant where the number had opted out. */
export const isOptIn = (text: string): boolean => says(text, OPT_IN)

/** A reply is at most a few words; longer ones are none of these. */
const MAX_REPLY = 100

function says(text: string, words: readonly string[]): boolean {
  if (text.length > MAX_REPLY) return false
  const meant = new Set(words.map(bare))
  let reply = bare(text)
  for (let before = ''; reply !== '' && reply !== before; ) {
    if (meant.has(reply)) return true
    before = reply
    reply = reply.replace(POLITE_START, '').replace(POLITE_END, '')
  }
  return false
}

/** Small letters and digits with single spaces between them: how words are compared. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
