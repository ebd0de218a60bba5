import { z } from 'zod'
import {
  baseUrlSetting,
  retryStatusesSetting,
  secretText,
  setting,
  stopPhrasesSetting,
  stopStatusesSetting,
  throttledSetting,
  timeoutSetting,
} from '../setting.ts'

export const twochatSettings = z.object({
  baseUrl: baseUrlSetting('https://api.p.2chat.io/open'),

  refusedCountries: setting(
    z
      .array(z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters, such as US'))
      .max(250)
      .default(['US']),
    {
      title: 'Countries not served',
      help: 'Recipients there are left out of every message. 2Chat does not send to numbers of the United States; whether its territories (PR, VI, GU, AS, MP) count among them is not said.',
      th: {
        title: 'ประเทศที่ไม่ให้บริการ',
        help: 'ผู้รับในประเทศเหล่านี้จะถูกตัดออกจากทุกข้อความ 2Chat ไม่ส่งไปยังหมายเลขในสหรัฐอเมริกา และไม่ได้ระบุว่ารวมดินแดน (PR, VI, GU, AS, MP) หรือไม่',
      },
    },
  ),

  maxParts: setting(z.int().min(1).max(255).default(10), {
    title: 'Most parts of a text',
    help: '2Chat does not say how long a text may be, nor how it counts parts beyond “160 characters”; the usual rules are taken.',
    th: {
      title: 'จำนวนส่วนสูงสุดของข้อความ',
      help: '2Chat ไม่ได้ระบุความยาวสูงสุดของข้อความ และไม่ได้บอกวิธีนับส่วนนอกจาก “160 อักษร” ระบบจึงใช้กฎทั่วไป',
    },
    assumed: true,
  }),

  requestsPerMinute: setting(z.int().min(1).max(1_000_000).default(80), {
    title: 'Requests per minute',
    help: 'From 2Chat’s sample; the account itself says what it allows when it is tested. The rate of a new account follows from it.',
    th: {
      title: 'คำขอต่อนาที',
      help: 'มาจากตัวอย่างของ 2Chat ค่าที่บัญชีอนุญาตจริงจะทราบเมื่อทดสอบบัญชี อัตราของบัญชีใหม่คำนวณจากค่านี้',
    },
    assumed: true,
  }),

  /** The limit counts by the minute. */
  throttledSeconds: throttledSetting(60),
  retryStatuses: retryStatusesSetting(),
  stopStatuses: stopStatusesSetting(),
  stopPhrases: stopPhrasesSetting(),
  timeoutSeconds: timeoutSetting(),
})

export type TwochatSettings = z.infer<typeof twochatSettings>

export const twochatSecrets = z.object({
  apiKey: secretText({
    title: 'API key',
    help: 'From the page API access of the 2Chat account.',
    th: { title: 'คีย์ API', help: 'จากหน้า API access ของบัญชี 2Chat' },
  }),
})
