import { z } from 'zod'
import {
  baseUrlSetting,
  pollAfterSetting,
  retryStatusesSetting,
  secretText,
  setting,
  throttledSetting,
  timeoutSetting,
} from '../setting.ts'
import { readKey } from './tokens.ts'

const HOUR = 3_600

export const voximplantSettings = z.object({
  baseUrl: baseUrlSetting('https://api.voximplant.com/platform_api'),
  service: setting(z.enum(['two-way', 'a2p']).default('two-way'), {
    title: 'Service',
    help: '“two-way” sends from a rented number, one recipient a request, and can receive replies; nobody hears whether it reached the phone. “a2p” sends from a SenderID that Voximplant has installed, 100 recipients a request, with delivery reports.',
    th: {
      title: 'บริการ',
      help: '“two-way” ส่งจากหมายเลขที่เช่า ครั้งละหนึ่งผู้รับ และรับข้อความตอบกลับได้ แต่ไม่มีรายงานว่าถึงเครื่องหรือไม่ “a2p” ส่งจาก SenderID ที่ Voximplant ติดตั้งให้ ครั้งละ 100 ผู้รับ พร้อมรายงานผลการส่ง',
    },
  }),
  parameters: setting(z.enum(['form', 'query']).default('form'), {
    title: 'Parameters travel as',
    help: 'In a form, numbers and texts stay out of addresses and logs. The documents show “query”.',
    th: {
      title: 'วิธีส่งพารามิเตอร์',
      help: 'เมื่อส่งแบบฟอร์ม (form) หมายเลขและข้อความจะไม่ปรากฏในที่อยู่และบันทึก เอกสารแสดงแบบ “query”',
    },
    assumed: true,
  }),
  storeBody: setting(z.boolean().default(false), {
    title: 'Voximplant keeps the texts',
    help: 'Then a send of unknown outcome can be told from another to the same number by its text. The price is privacy: every text stays readable in the account’s history.',
    th: {
      title: 'ให้ Voximplant เก็บข้อความ',
      help: 'ช่วยแยกการส่งที่ไม่ทราบผลออกจากการส่งอื่นไปยังหมายเลขเดียวกันด้วยข้อความ แต่แลกกับความเป็นส่วนตัว เพราะข้อความทั้งหมดจะอ่านได้ในประวัติของบัญชี',
    },
  }),
  maxParts: setting(z.int().min(1).max(255).default(24), {
    title: 'Most parts of a text',
    help: 'Voximplant limits characters only, and 765 of them are 5 parts or 12, depending on the letters, if its parts are of the usual size, which it does not say.',
    th: {
      title: 'จำนวนส่วนสูงสุดของข้อความ',
      help: 'Voximplant จำกัดเฉพาะจำนวนอักษร โดย 765 อักษรอาจเป็น 5 หรือ 12 ส่วนแล้วแต่ตัวอักษร หากขนาดของส่วนเป็นไปตามปกติ ซึ่ง Voximplant ไม่ได้ระบุ',
    },
    assumed: true,
  }),
  repeatPauseSeconds: setting(z.int().min(1).max(HOUR).default(60), {
    title: 'Pause after “done recently”',
    help: 'Code 515 refuses what Voximplant takes for a repetition; it is tried again after this time.',
    th: {
      title: 'เวลาพักหลังรหัส “เพิ่งทำไป”',
      help: 'รหัส 515 ปฏิเสธสิ่งที่ Voximplant เห็นว่าเป็นการทำซ้ำ ระบบจะลองใหม่หลังเวลานี้',
    },
    assumed: true,
    unit: 's',
  }),
  failurePauseSeconds: setting(z.int().min(0).max(HOUR).default(0), {
    title: 'Pause after “sending failed”',
    help: 'Where code 385 refuses a whole request it is tried once more after this time, and all others wait with it. With 0 it is not: a person may send again to those who failed.',
    th: {
      title: 'เวลาพักหลังรหัส “ส่งไม่สำเร็จ”',
      help: 'เมื่อรหัส 385 ปฏิเสธทั้งคำขอ ระบบจะลองอีกหนึ่งครั้งหลังเวลานี้ โดยรายการอื่นรอไปด้วย หากเป็น 0 จะไม่ลองใหม่ ผู้ดูแลระบบส่งซ้ำถึงผู้ที่ไม่สำเร็จได้',
    },
    assumed: true,
    unit: 's',
  }),
  retryStatuses: retryStatusesSetting(),
  throttledSeconds: throttledSetting(),
  timeoutSeconds: timeoutSetting(),
  deliveryField: setting(
    z
      .string()
      .regex(/^\w{1,60}$/, 'must be a name')
      .default('a2p_sms_delivery'),
    {
      title: 'Field of pushed deliveries',
      help: 'Under which name a callback carries what became of an “a2p” text. The history is asked in any case.',
      th: {
        title: 'ชื่อฟิลด์ของผลการส่งที่ส่งกลับมา',
        help: 'ชื่อที่ callback ใช้บอกผลของข้อความ “a2p” ระบบจะสอบถามประวัติด้วยเสมอ',
      },
      assumed: true,
    },
  ),
  lookupDelaySeconds: setting(
    z
      .int()
      .min(0)
      .max(24 * HOUR)
      .default(120),
    {
      title: 'Delay of the history',
      help: 'How long a message may be missing from the history after it was sent.',
      th: { title: 'ความล่าช้าของประวัติ', help: 'ระยะเวลาที่ข้อความอาจยังไม่ปรากฏในประวัติหลังการส่ง' },
      assumed: true,
      unit: 's',
    },
  ),
  pollAfterSeconds: pollAfterSetting([30, 300, HOUR / 2, 2 * HOUR, 6 * HOUR, 24 * HOUR, 48 * HOUR]),
})

/** The credentials file of a service account as the control panel gives it, and what checks callbacks. */
export const voximplantSecrets = z.object({
  account_email: setting(z.string().max(200).optional(), {
    title: 'Account e-mail',
    help: '“account_email” in the credentials file.',
    th: { title: 'อีเมลของบัญชี', help: '“account_email” ในไฟล์ข้อมูลรับรอง' },
  }),
  account_id: setting(z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER), {
    title: 'Account id',
    help: '“account_id” in the credentials file.',
    th: { title: 'รหัสบัญชี', help: '“account_id” ในไฟล์ข้อมูลรับรอง' },
  }),
  key_id: secretText({
    title: 'Key id',
    help: '“key_id” in the credentials file.',
    th: { title: 'รหัสคีย์', help: '“key_id” ในไฟล์ข้อมูลรับรอง' },
  }),
  private_key: setting(
    z
      .string()
      .max(20_000)
      .refine((pem) => readKey(pem) !== null, 'must be an RSA private key in PEM'),
    {
      title: 'Private key',
      help: '“private_key” in the credentials file, from BEGIN to END.',
      th: { title: 'คีย์ส่วนตัว', help: '“private_key” ในไฟล์ข้อมูลรับรอง ตั้งแต่ BEGIN ถึง END' },
    },
  ),
  api_key: setting(z.string().max(200).optional(), {
    title: 'API key of the account',
    help: 'Only for checking callbacks: with it and the salt, what was not sent by Voximplant is refused.',
    th: {
      title: 'คีย์ API ของบัญชี',
      help: 'ใช้ตรวจสอบ callback เท่านั้น เมื่อมีคีย์นี้และ salt ระบบจะปฏิเสธสิ่งที่ไม่ได้มาจาก Voximplant',
    },
  }),
  salt: setting(z.string().max(40).optional(), {
    title: 'Salt of the callbacks',
    help: 'As entered in Voximplant’s control panel under Webhooks. Callbacks are checked when both this and the API key are given.',
    th: {
      title: 'Salt ของ callback',
      help: 'ตามที่กรอกไว้ในแผงควบคุมของ Voximplant ที่ Webhooks ระบบจะตรวจสอบ callback เมื่อมีทั้งค่านี้และคีย์ API',
    },
  }),
})

export type VoximplantSettings = z.infer<typeof voximplantSettings>
export type VoximplantSecrets = z.infer<typeof voximplantSecrets>
