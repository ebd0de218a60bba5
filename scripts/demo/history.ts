import { type DemoMessage, usual } from './messages.ts'

const kinds = [
  {
    name: 'Fees reminder',
    content: 'Dear parent, the fees of {{name}} are due on Friday.',
    people: 1850,
    country: 'KE',
  },
  {
    name: 'Clinic appointments',
    content: 'Reminder: your appointment is tomorrow at {{time}}.',
    people: 640,
    country: 'KE',
  },
  {
    name: 'Delivery today',
    content: 'Your parcel comes today between {{from}} and {{to}}.',
    people: 2200,
    country: 'TH',
  },
  {
    name: 'Weekend offer',
    content: '20% off everything until Sunday, in all shops.',
    people: 5400,
    country: 'TH',
  },
  {
    name: 'Loan instalment',
    content: 'Your instalment of KES {{amount}} is due tomorrow.',
    people: 930,
    country: 'KE',
  },
] as const

const DAY = 60 * 24

/** What an office sends in a month: something on most working days, little on Sundays. */
export function demoHistory(): DemoMessage[] {
  return Array.from({ length: 27 }, (_, i) => 29 - i).flatMap((daysAgo) => {
    const isSunday = daysAgo % 7 === 0
    const one = kinds[daysAgo % kinds.length]
    if (!one || isSunday) return []
    return {
      ...one,
      state: 'sent' as const,
      people: Math.round(one.people * (0.7 + ((daysAgo * 37) % 60) / 100)),
      parts: 1,
      by: daysAgo % 3,
      sender: one.country === 'TH' ? 1 : 0,
      fates: usual,
      startedMinutesAgo: daysAgo * DAY + ((daysAgo * 53) % 300),
    }
  })
}
