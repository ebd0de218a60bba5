import { z } from 'zod'

/** What a person reads beside a field of the account form. */
type FieldWords = { title: string; help: string }

export type SettingWords = FieldWords & {
  th: FieldWords
  /** No document says it: the default is a guess, and the form says so. */
  assumed?: true
  /** What a number counts, e.g. `s`; shown behind the field. */
  unit?: string
}

/**
 * Gives a field of an adapter's `settings` or `secrets` the words of the account form, which is made from
 * `z.toJSONSchema`: `title`, `description`, `assumed`, `unit` and `th` stand beside the field's own keys
 * there. The words live in the adapter's folder because a provider is one folder.
 *
 * @example setting(z.int().default(5), { title: 'Retries', help: 'How often.', th: { title: 'จำนวนครั้ง', help: 'กี่ครั้ง' } })
 */
export const setting = <T extends z.ZodType>(field: T, { help, ...words }: SettingWords): T => {
  const { th, ...rest } = words
  return field.meta({ ...rest, description: help, th: { title: th.title, description: th.help } })
}

/**
 * Where the company's API is; required where there is no standard. Whether its host may be called is decided when a
 * connection is made.
 */
export const baseUrlSetting = (standard?: string): z.ZodType<string> => {
  const url = z
    .url({ protocol: /^https?$/, message: 'must be an http(s) address' })
    .max(300)
    .regex(/^[^\s?#@]+$/, 'must not have a user, a query or a fragment')
  const words: SettingWords = {
    title: 'Address of the API',
    help: 'Must be https and public, unless the account may call private hosts.',
    th: {
      title: 'ที่อยู่ของ API',
      help: 'ต้องเป็น https และเข้าถึงได้จากสาธารณะ เว้นแต่บัญชีนี้อนุญาตให้เรียกโฮสต์ภายใน',
    },
  }
  return standard === undefined ? setting(url, words) : setting(url.default(standard), words)
}

/** How long a request may take. A shorter time makes doubt of what was only slow. */
export const timeoutSetting = (standard = 30) =>
  setting(z.int().min(5).max(100).default(standard), {
    title: 'Longest wait for an answer',
    help: 'A send that is not answered by then is in doubt: it is not repeated, and a person or the provider’s list has to say what became of it.',
    th: {
      title: 'เวลารอคำตอบนานที่สุด',
      help: 'การส่งที่ไม่ได้รับคำตอบภายในเวลานี้ถือว่าไม่แน่ชัด ระบบจะไม่ส่งซ้ำ และต้องให้ผู้ดูแลระบบหรือรายการของผู้ให้บริการบอกว่าผลเป็นอย่างไร',
    },
    assumed: true,
    unit: 's',
  })

/** Where the provider says that it had too much to do and not for how long. */
export const throttledSetting = (standard = 5) =>
  setting(z.int().min(1).max(3_600).default(standard), {
    title: 'Pause when there were too many requests',
    help: 'Unless the answer says how long to wait.',
    th: {
      title: 'เวลาหยุดพักเมื่อส่งคำขอมากเกินไป',
      help: 'ใช้เมื่อคำตอบไม่ได้บอกว่าต้องรอนานเท่าใด',
    },
    assumed: true,
    unit: 's',
  })

/** A refusal can only have one of these; beyond them a request may have been taken before something broke. */
const statuses = (standard: readonly number[]) =>
  z
    .array(z.int().min(400).max(499))
    .max(50)
    .default([...standard])

/** For companies whose documents say nothing of a rate limit. */
export const retryStatusesSetting = () =>
  setting(statuses([429]), {
    title: 'Statuses after which it is tried again',
    help: 'With these HTTP statuses nothing was sent, so it may be tried again after a pause. Only refusals can be named (400 to 499): after any other error a text may have left.',
    th: {
      title: 'สถานะที่ลองใหม่ได้',
      help: 'สถานะ HTTP เหล่านี้หมายถึงยังไม่ได้ส่ง จึงลองใหม่ได้หลังหยุดพัก ระบุได้เฉพาะการปฏิเสธ (400 ถึง 499) เพราะหลังข้อผิดพลาดอื่นข้อความอาจออกไปแล้ว',
    },
    assumed: true,
  })

/** For companies whose documents do not say with which status they refuse an account. */
export const stopStatusesSetting = () =>
  setting(statuses([401, 402, 403]), {
    title: 'Statuses that stop a message',
    help: 'A refusal with one of these HTTP statuses is about the account, e.g. its key or its credit: the message stops and waits for a person.',
    th: {
      title: 'สถานะที่ทำให้หยุดส่ง',
      help: 'การปฏิเสธด้วยสถานะ HTTP เหล่านี้เกี่ยวกับบัญชี เช่น คีย์หรือเครดิต ข้อความจะหยุดและรอให้ผู้ดูแลระบบตัดสินใจ',
    },
    assumed: true,
  })

/** Whether hashed numbers are sent to at all. */
export const hashedSetting = (words: { help: string; helpTh: string; assumed?: true }) =>
  setting(z.boolean().default(true), {
    title: 'Hashed numbers are sent to',
    help: words.help,
    th: { title: 'ส่งถึงหมายเลขแบบแฮช', help: words.helpTh },
    ...(words.assumed && { assumed: true }),
  })

/** When to ask for receipts, in seconds after the send; the provider's documents do not say how long they take. */
export const pollAfterSetting = (standard: readonly number[]) =>
  setting(
    z
      .array(z.int().min(1).max(259_200))
      .min(1)
      .max(20)
      .refine((ages) => ages.every((age, n) => n === 0 || age > (ages[n - 1] ?? 0)), 'must rise')
      .default([...standard]),
    {
      title: 'Ask for receipts after',
      help: 'Seconds after sending, in rising order. The last one is when we stop asking.',
      th: {
        title: 'สอบถามผลการส่งหลังจาก',
        help: 'เป็นวินาทีหลังการส่ง เรียงจากน้อยไปมาก ค่าสุดท้ายคือเวลาที่หยุดสอบถาม',
      },
      assumed: true,
      unit: 's',
    },
  )

/**
 * For companies whose refusals carry a sentence and no code. Reading that sentence would be guessing; a person who has
 * seen it writes here what concerns everybody.
 */
export const stopPhrasesSetting = () =>
  setting(z.array(z.string().trim().min(3).max(200)).max(50).default([]), {
    title: 'Refusals that stop a message',
    help: 'A refusal with one of these phrases in it is about the account, e.g. about its credit: the message stops and waits for a person. Any other refusal is about its recipient.',
    th: {
      title: 'การปฏิเสธที่ทำให้หยุดส่ง',
      help: 'หากคำปฏิเสธมีข้อความเหล่านี้ ถือว่าเกี่ยวกับบัญชี เช่น เครดิตหมด ข้อความจะหยุดและรอให้ผู้ดูแลระบบตัดสินใจ คำปฏิเสธอื่นถือว่าเกี่ยวกับผู้รับรายนั้น',
    },
    assumed: true,
  })

/** A credential: one line without blanks, as an HTTP header needs it. */
export const secretText = (words: SettingWords) =>
  setting(z.string().regex(/^[\x21-\x7e]{1,500}$/, 'must be one line without blanks'), words)
