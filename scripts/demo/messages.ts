/** Demonstration messages, oldest first. */
export type DemoMessage = {
  name: string | null
  content: string
  state: 'sent' | 'failed' | 'cancelled' | 'sending' | 'paused' | 'needs_attention' | 'scheduled'
  reason?: string
  reasonDetails?: object
  people: number
  parts: number
  /** Where they live; Kenya unless told. */
  country?: 'KE' | 'TH'
  /** Who wrote it, and from which of the senders: places in the lists, the first unless told. */
  by?: number
  sender?: number
  duplicates?: number
  /** How it went with whom; `state` is the stored number of lib/messages/rules.ts, `unsent` is left out by the plan. */
  fates: readonly { share: number; state: number; reason?: string; unsent?: boolean }[]
  /** Absent: it has not begun. */
  startedMinutesAgo?: number
  dueInMinutes?: number
  timeZone?: string
  /** What was done to it beside sending it, and how many minutes ago. */
  acts?: readonly (readonly ['pause' | 'resume' | 'stop' | 'cancel' | 'halt', number])[]
}

const leftOut = [
  { share: 0.004, state: 3, reason: 'INVALID_NUMBER', unsent: true },
  { share: 0.001, state: 3, reason: 'SPREADSHEET_NUMBER', unsent: true },
  { share: 0.002, state: 3, reason: 'LANDLINE', unsent: true },
  { share: 0.003, state: 4, reason: 'SUPPRESSED', unsent: true },
]

export const usual = [
  ...leftOut,
  { share: 0.052, state: 5, reason: 'ABSENT_SUBSCRIBER' },
  { share: 0.004, state: 5, reason: 'NUMBER_BARRED' },
  { share: 0.011, state: 6, reason: 'VALIDITY_EXPIRED' },
  { share: 0.003, state: 3, reason: 'NO_ROUTE' },
  { share: 0, state: 7 },
]

export const demoMessages: DemoMessage[] = [
  {
    name: 'School fees, term 1',
    content:
      'Dear parent, term 1 fees for {{name}} are due on 5 December. Pay by paybill 400200, account {{student}}.',
    state: 'sent',
    people: 4180,
    parts: 1,
    duplicates: 31,
    fates: usual,
    startedMinutesAgo: 60 * 24 * 3,
  },
  {
    name: null,
    content: 'Maji: water will be off in Kilimani on Tuesday from 8:00 to 16:00. Sorry for the trouble.',
    state: 'cancelled',
    people: 12_150,
    parts: 1,
    fates: [
      ...leftOut,
      { share: 0.012, state: 5, reason: 'ABSENT_SUBSCRIBER' },
      { share: 0.24, state: 7 },
      { share: 0, state: 8 },
    ],
    startedMinutesAgo: 60 * 26,
    acts: [
      ['pause', 60 * 26 - 2],
      ['stop', 60 * 26 - 3],
    ],
  },
  {
    name: 'Customer survey',
    content: 'สวัสดีค่ะ ขอความกรุณาตอบแบบสอบถามสั้นๆ 2 นาที เพื่อรับส่วนลด 10% ในการซื้อครั้งถัดไป https://example.com/s',
    state: 'sent',
    people: 18_400,
    country: 'TH',
    by: 1,
    sender: 1,
    parts: 2,
    duplicates: 204,
    fates: [
      ...usual.slice(0, -1),
      { share: 0.0004, state: 1, reason: 'CONNECTION_LOST' },
      { share: 0.02, state: 2, reason: 'NO_RECEIPT' },
      { share: 0.06, state: 2 },
      { share: 0, state: 7 },
    ],
    startedMinutesAgo: 60 * 5,
  },
  {
    name: 'Voucher codes',
    content: 'Your voucher: {{code}}. Show it at the till before Sunday.',
    state: 'failed',
    people: 320,
    parts: 1,
    fates: [{ share: 1, state: 3, reason: 'CONTENT_REFUSED' }],
    startedMinutesAgo: 60 * 4,
  },
  {
    name: 'Loan reminders',
    content: 'Hello {{name}}, your instalment of KES {{amount}} is due tomorrow. Reply STOP to opt out.',
    state: 'needs_attention',
    reason: 'PROVIDER_REFUSED',
    reasonDetails: { code: 'NO_CREDIT', reason: 'The account has no credit left.' },
    people: 2400,
    parts: 1,
    fates: [...leftOut, { share: 0.3, state: 7 }, { share: 0, state: 0 }],
    startedMinutesAgo: 95,
    acts: [['halt', 94]],
  },
  {
    name: 'Clinic appointments',
    content: 'Reminder: your appointment is tomorrow at {{time}}. Call 0700 000 000 to move it.',
    state: 'paused',
    people: 860,
    parts: 1,
    fates: [...leftOut, { share: 0.4, state: 7 }, { share: 0.1, state: 2 }, { share: 0, state: 0 }],
    startedMinutesAgo: 22,
    acts: [['pause', 20]],
  },
  {
    name: 'Spring offer',
    content: 'Spring offer: 20% off everything this weekend, in all shops and at example.com.',
    state: 'sending',
    people: 12_150,
    parts: 1,
    fates: [...leftOut, { share: 0.45, state: 7 }, { share: 0.16, state: 2 }, { share: 0, state: 0 }],
    startedMinutesAgo: 2,
  },
  {
    name: 'Rent reminder',
    content: 'Your rent for December is due on the 1st. Thank you. The office',
    state: 'scheduled',
    people: 1204,
    parts: 1,
    fates: [...leftOut, { share: 0, state: 0 }],
    dueInMinutes: 60 * 5,
    timeZone: 'Africa/Nairobi',
  },
  {
    name: 'Black Friday opening hours',
    content: 'On Friday we open at 6:00. The first 100 customers get a bag of coffee.',
    state: 'scheduled',
    people: 48_300,
    parts: 1,
    fates: [...leftOut, { share: 0, state: 0 }],
    dueInMinutes: 60 * 24 * 5,
    timeZone: 'Asia/Bangkok',
  },
]
