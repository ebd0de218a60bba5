import { z } from 'zod'
import {
  baseUrlSetting,
  hashedSetting,
  pollAfterSetting,
  retryStatusesSetting,
  secretText,
  setting,
  stopPhrasesSetting,
  stopStatusesSetting,
  throttledSetting,
  timeoutSetting,
} from '../setting.ts'

const words = (standard: readonly string[]) =>
  z
    .array(z.string().trim().min(1).max(100))
    .max(50)
    .default([...standard])

const help = 'Compared without regard to capitals and blanks.'
const helpTh = 'เปรียบเทียบโดยไม่คำนึงถึงตัวพิมพ์เล็กใหญ่และช่องว่าง'

export const send2Settings = z.object({
  baseUrl: baseUrlSetting('https://sms.send-2.com'),

  maxParts: setting(z.int().min(1).max(255).default(10), {
    title: 'Most parts of a text',
    help: 'Send2 does not say how long a text may be.',
    th: { title: 'จำนวนส่วนสูงสุดของข้อความ', help: 'Send2 ไม่ได้ระบุความยาวสูงสุดของข้อความ' },
    assumed: true,
  }),

  stopPhrases: stopPhrasesSetting(),
  stopStatuses: stopStatusesSetting(),
  retryStatuses: retryStatusesSetting(),
  throttledSeconds: throttledSetting(),
  timeoutSeconds: timeoutSetting(),

  refusalsIn200: setting(z.enum(['refused', 'doubt']).default('refused'), {
    title: 'A 200 that says “success: false”',
    help: 'Send2 documents 406 for every refusal. “refused” takes such an answer at its word; with “doubt” a person decides about its recipient.',
    th: {
      title: 'คำตอบ 200 ที่ระบุ “success: false”',
      help: 'เอกสารของ Send2 ใช้ 406 สำหรับทุกการปฏิเสธ “refused” ถือว่าถูกปฏิเสธตามคำตอบ ส่วน “doubt” ให้ผู้ดูแลระบบตัดสินใจเกี่ยวกับผู้รับรายนั้น',
    },
    assumed: true,
  }),

  hashedNumbers: hashedSetting({
    help: 'For transactional messages only, such as receipts and reminders: so says a gateway of the same trade, and Send2 says nothing else. Off, hashed numbers are left out of every message.',
    helpTh:
      'ใช้สำหรับข้อความธุรกรรมเท่านั้น เช่น ใบเสร็จและการเตือน ตามที่เกตเวย์ประเภทเดียวกันระบุไว้ ส่วน Send2 ไม่ได้ระบุ หากปิด หมายเลขแบบแฮชจะถูกตัดออกจากทุกข้อความ',
    assumed: true,
  }),

  pollAfterSeconds: pollAfterSetting([10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400]),

  /** Only the first of them stands in Send2's documents; the others are words of the same trade in Kenya. */
  deliveredReports: setting(words(['Delivered To Terminal', 'Delivered']), {
    title: 'Reports that mean delivered',
    help,
    th: { title: 'ผลที่หมายถึงส่งถึงแล้ว', help: helpTh },
    assumed: true,
  }),
  pendingReports: setting(
    words([
      'Sent To Network',
      'Delivered To Network',
      'Scheduled',
      'Sent',
      'Pending',
      'Queued',
      'Submitted',
      'Accepted',
      'Processing',
    ]),
    {
      title: 'Reports that mean not yet',
      help: `We go on asking, as we do where there is no report yet. Any report in none of the lists means undelivered. ${help}`,
      th: {
        title: 'ผลที่หมายถึงยังไม่เสร็จ',
        help: `ระบบจะสอบถามต่อ เช่นเดียวกับเมื่อยังไม่มีผล ผลที่ไม่อยู่ในรายการใดเลยถือว่าส่งไม่ถึง ${helpTh}`,
      },
      assumed: true,
    },
  ),
  blockedReports: setting(words(['SenderName Blacklisted']), {
    title: 'Reports that mean opted out',
    help,
    th: { title: 'ผลที่หมายถึงผู้รับปฏิเสธข้อความ', help: helpTh },
    assumed: true,
  }),

  balanceUnit: setting(z.string().trim().min(1).max(20).default('SMS'), {
    title: 'Unit of the balance',
    help: 'Send2 gives a number and does not say of what.',
    th: { title: 'หน่วยของยอดคงเหลือ', help: 'Send2 ให้เพียงตัวเลขโดยไม่ระบุหน่วย' },
    assumed: true,
  }),
})

export type Send2Settings = z.infer<typeof send2Settings>

export const send2Secrets = z.object({
  token: secretText({
    title: 'Token',
    help: 'The bearer token of the account.',
    th: { title: 'โทเคน', help: 'Bearer token ของบัญชี' },
  }),
})
