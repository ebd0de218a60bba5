import type { Capabilities } from '#lib/providers/provider.ts'

/** `withdrawn` is kept for what was sent from it, and is shown only where somebody looks for it. */
export const senderStatuses = ['pending', 'approved', 'rejected', 'withdrawn'] as const
export type SenderStatus = (typeof senderStatuses)[number]

export type SenderForm = Capabilities['senderForm']

const forms: Record<SenderForm, RegExp> = {
  integer: /^\d{1,9}$/,
  // GSM 03.38 letters and digits; networks cut or refuse more than eleven characters.
  name: /^[\x20-\x7e]{1,11}$/,
  e164: /^\+?[1-9]\d{6,14}$/,
  text: /^[\x20-\x7e]{1,40}$/,
}

/** Whether a provider can show this value as the sender. */
export const fitsSenderForm = (form: SenderForm, value: string): boolean => forms[form].test(value)

/** A phone number with its plus and without is one sender, however it is written: what has to be looked for. */
export const writingsOf = (value: string): string[] =>
  forms.e164.test(value) ? [value.replace(/^\+/, ''), `+${value.replace(/^\+/, '')}`] : [value]

/** Papers that an admin or a network may want to see, such as a letter of authorisation. */
export const documentLimits = { count: 5, bytes: 10 * 1024 * 1024 } as const

/** What a document may be, by the bytes it begins with: a name or a header says anything. */
const documentKinds = [
  { mediaType: 'application/pdf', begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
] as const

/** Bytes after which a document's kind is known. */
export const KIND_BYTES = 8

/** The media type of a document, or null when it is none that is taken. */
export const documentKind = (head: Uint8Array): string | null =>
  documentKinds.find(({ begins }) => begins.every((byte, at) => head[at] === byte))?.mediaType ?? null

type Decided = { status: SenderStatus; byAdmin: boolean; mine: boolean }

/** What may be done with a sender in this state by this person. */
export const mayDo = ({ status, byAdmin, mine }: Decided) => ({
  approve: byAdmin && status !== 'approved',
  reject: byAdmin && status === 'pending',
  share: byAdmin && status !== 'withdrawn',
  withdraw: (byAdmin || mine) && status !== 'withdrawn',
  askAgain: (byAdmin || mine) && (status === 'rejected' || status === 'withdrawn'),
  addDocuments: (byAdmin || mine) && status === 'pending',
})
