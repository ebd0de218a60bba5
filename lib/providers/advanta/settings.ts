import { z } from 'zod'
import {
  baseUrlSetting,
  hashedSetting,
  pollAfterSetting,
  secretText,
  setting,
  throttledSetting,
  timeoutSetting,
} from '../setting.ts'

const HOUR = 3_600

export const advantaSettings = z.object({
  /** Many resellers run this gateway; sending to the wrong one would show it the key, so there is no standard. */
  baseUrl: baseUrlSetting(),
  listSize: setting(z.int().min(1).max(1000).default(1000), {
    title: 'Numbers per request, same text',
    help: 'How many numbers one request may carry when all get the same text. Advanta says 1,000.',
    th: {
      title: 'จำนวนหมายเลขต่อคำขอ (ข้อความเดียวกัน)',
      help: 'จำนวนหมายเลขสูงสุดในหนึ่งคำขอเมื่อทุกหมายเลขได้ข้อความเดียวกัน Advanta ระบุไว้ 1,000 หมายเลข',
    },
  }),
  bulkSize: setting(z.int().min(1).max(1000).default(20), {
    title: 'Numbers per request, different texts',
    help: 'How many numbers one request may carry when each has a text of its own: 1,000 at Advanta, 20 at many resellers.',
    th: {
      title: 'จำนวนหมายเลขต่อคำขอ (ข้อความต่างกัน)',
      help: 'จำนวนหมายเลขสูงสุดในหนึ่งคำขอเมื่อแต่ละหมายเลขได้ข้อความต่างกัน Advanta ให้ 1,000 หมายเลข ผู้ให้บริการรายอื่นมักให้ 20 หมายเลข',
    },
  }),
  hashedSize: setting(z.int().min(1).max(1000).default(1), {
    title: 'Hashed numbers per request',
    help: 'How many hashed numbers one request may carry.',
    th: {
      title: 'จำนวนหมายเลขแบบแฮชต่อคำขอ',
      help: 'จำนวนหมายเลขแบบแฮชสูงสุดในหนึ่งคำขอ',
    },
    assumed: true,
  }),
  hashedNumbers: hashedSetting({
    help: 'The gateway takes them for transactional messages only, such as receipts and reminders. Off, hashed numbers are left out of every message.',
    helpTh: 'เกตเวย์รับเฉพาะข้อความธุรกรรม เช่น ใบเสร็จและการเตือน หากปิด หมายเลขแบบแฮชจะถูกตัดออกจากทุกข้อความ',
  }),
  otherTexts: setting(z.enum(['refuse', 'send']).default('refuse'), {
    title: 'Texts outside GSM 7-bit',
    help: 'The gateway asks for GSM 7-bit texts and does not say what becomes of others. Choose “send” once you have seen a text in your language arrive.',
    th: {
      title: 'ข้อความนอกชุดอักษร GSM 7 บิต',
      help: 'เกตเวย์ขอข้อความแบบ GSM 7 บิต และไม่ระบุว่าข้อความแบบอื่นจะเป็นอย่างไร เลือก “send” เมื่อทดลองแล้วว่าข้อความภาษาของคุณส่งถึง',
    },
  }),
  maxParts: setting(z.int().min(1).max(255).default(10), {
    title: 'Most parts of a text',
    help: 'The gateway does not say how long a text may be.',
    th: { title: 'จำนวนส่วนสูงสุดต่อข้อความ', help: 'เกตเวย์ไม่ได้ระบุความยาวสูงสุดของข้อความ' },
    assumed: true,
  }),
  failurePauseSeconds: setting(z.int().min(0).max(HOUR).default(60), {
    title: 'Pause after a system error',
    help: 'A request that is refused with code 1005 or 1007 is tried once more after this time; then it waits for a person. With 0 it waits at once.',
    th: {
      title: 'เวลาพักหลังระบบขัดข้อง',
      help: 'คำขอที่ถูกปฏิเสธด้วยรหัส 1005 หรือ 1007 จะถูกส่งซ้ำหนึ่งครั้งหลังเวลานี้ แล้วรอให้ผู้ดูแลระบบตัดสินใจ หากเป็น 0 จะรอทันที',
    },
    assumed: true,
    unit: 's',
  }),
  throttledSeconds: throttledSetting(),
  timeoutSeconds: timeoutSetting(),
  reportUtcOffsetHours: setting(z.number().min(-12).max(14).default(3), {
    title: 'Time zone of delivery reports',
    help: 'Hours ahead of UTC. Reports carry a time without zone; Nairobi is 3 hours ahead.',
    th: {
      title: 'เขตเวลาของรายงานผลการส่ง',
      help: 'จำนวนชั่วโมงที่เร็วกว่า UTC รายงานไม่ระบุเขตเวลา เวลาไนโรบีเร็วกว่า 3 ชั่วโมง',
    },
    assumed: true,
    unit: 'h',
  }),
  trailingSlash: setting(z.boolean().default(false), {
    title: 'Paths end in a slash',
    help: 'For hosts that redirect a path without a slash at its end. Redirects are never followed.',
    th: {
      title: 'เส้นทางลงท้ายด้วยเครื่องหมายทับ',
      help: 'สำหรับโฮสต์ที่เปลี่ยนเส้นทางเมื่อไม่มีเครื่องหมายทับท้าย ระบบจะไม่ตามการเปลี่ยนเส้นทาง',
    },
    assumed: true,
  }),
  /** Some reports take a day: that of a number which is no longer in use comes after 18 to 24 hours. */
  pollAfterSeconds: pollAfterSetting([60, 300, HOUR / 2, 2 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR]),
})

export const advantaSecrets = z.object({
  apikey: secretText({
    title: 'API key',
    help: 'From the portal; making a new one there voids this one. The “App Key” is something else.',
    th: {
      title: 'คีย์ API',
      help: 'ดูได้จากพอร์ทัล เมื่อสร้างคีย์ใหม่คีย์เดิมจะใช้ไม่ได้ “App Key” เป็นคนละอย่างกัน',
    },
  }),
  partnerID: setting(
    // Digits, and so often written without quotes.
    z.preprocess(
      (value) => (typeof value === 'number' ? String(value) : value),
      z.string().regex(/^[\x21-\x7e]{1,100}$/, 'must be one line without blanks'),
    ),
    {
      title: 'Partner ID',
      help: 'The number that the portal shows beside the API key.',
      th: { title: 'รหัสพาร์ตเนอร์', help: 'ตัวเลขที่พอร์ทัลแสดงไว้ข้างคีย์ API' },
    },
  ),
})

export type AdvantaSettings = z.infer<typeof advantaSettings>
export type AdvantaSecrets = z.infer<typeof advantaSecrets>
