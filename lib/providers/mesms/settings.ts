import { z } from 'zod'
import {
  baseUrlSetting,
  pollAfterSetting,
  secretText,
  setting,
  throttledSetting,
  timeoutSetting,
} from '../setting.ts'

const HOUR = 3_600

type Words = { title: string; help: string; th: { title: string; help: string } }

const path = (standard: string, words: Words) =>
  setting(
    z
      .string()
      .regex(/^\/[\w./-]{1,199}$/, 'must be a path')
      .default(standard),
    { ...words, assumed: true },
  )

const pathOfOne = (standard: string, words: Words) =>
  setting(
    z
      .string()
      .regex(/^\/[\w./-]{0,150}\{uuid\}[\w./-]{0,49}$/, 'must be a path with {uuid} in it')
      .default(standard),
    { ...words, assumed: true },
  )

const parameter = (standard: string, title: string, titleTh: string) =>
  setting(
    z
      .string()
      .regex(/^\w{0,40}$/, 'must be a name, or empty')
      .default(standard),
    {
      title,
      help: 'Leave it empty if ME-SMS refuses it.',
      th: { title: titleTh, help: 'เว้นว่างไว้หาก ME-SMS ไม่ยอมรับ' },
      assumed: true,
    },
  )

/** Where a table was lost, what it may have called a field; the first of these that an answer has counts. */
const fields = (standard: readonly string[], title: string, titleTh: string) =>
  setting(
    z
      .array(z.string().regex(/^\w{1,40}$/, 'must be names, one a line'))
      .min(1)
      .max(20)
      .default([...standard]),
    {
      title,
      help: 'One name a line; the first that an answer has counts.',
      th: { title: titleTh, help: 'บรรทัดละหนึ่งชื่อ ใช้ชื่อแรกที่พบในคำตอบ' },
      assumed: true,
    },
  )

export const mesmsSettings = z.object({
  baseUrl: baseUrlSetting('https://me-sms.com'),

  batchSize: setting(z.int().min(1).max(2_000_000).default(5_000), {
    title: 'Numbers per request',
    help: 'ME-SMS takes up to 2,000,000; the fewer, the less is in doubt when an answer is lost. With 1 a refusal concerns one recipient only.',
    th: {
      title: 'จำนวนหมายเลขต่อคำขอ',
      help: 'ME-SMS รับได้ถึง 2,000,000 หมายเลข ยิ่งน้อยก็ยิ่งมีรายการที่ไม่แน่ชัดน้อยเมื่อไม่ได้รับคำตอบ หากเป็น 1 การปฏิเสธจะเกี่ยวกับผู้รับเพียงรายเดียว',
    },
    assumed: true,
  }),

  previewBy: setting(z.enum(['dryRun', 'previewPath']).default('dryRun'), {
    title: 'Ask for the price by',
    help: 'A dry run of sending, which is certain to exist, or the preview call, whose path is assumed.',
    th: {
      title: 'สอบถามราคาด้วย',
      help: 'การทดลองส่ง (dryRun) ซึ่งมีอยู่แน่นอน หรือการเรียกดูตัวอย่างซึ่งเส้นทางเป็นการคาดเดา',
    },
  }),

  pollAfterSeconds: pollAfterSetting([
    5,
    20,
    60,
    180,
    600,
    1_800,
    HOUR,
    4 * HOUR,
    12 * HOUR,
    24 * HOUR,
    48 * HOUR,
    72 * HOUR,
  ]),

  lookupDelaySeconds: setting(
    z
      .int()
      .min(1)
      .max(24 * HOUR)
      .default(600),
    {
      title: 'Time until the list of messages is complete',
      help: 'A message that is not in ME-SMS’s list that long after we sent it counts as not sent.',
      th: {
        title: 'เวลาจนรายการข้อความครบถ้วน',
        help: 'ข้อความที่ไม่อยู่ในรายการของ ME-SMS หลังผ่านไปนานเท่านี้ถือว่าไม่ได้ส่ง',
      },
      assumed: true,
      unit: 's',
    },
  ),

  /** A list of many numbers takes its time. */
  timeoutSeconds: timeoutSetting(60),
  throttledSeconds: throttledSetting(),

  pageSize: setting(z.int().min(1).max(10_000).default(1_000), {
    title: 'Rows per page',
    help: 'How many recipients or messages we ask for at once.',
    th: { title: 'จำนวนแถวต่อหน้า', help: 'จำนวนผู้รับหรือข้อความที่ขอในครั้งเดียว' },
    assumed: true,
  }),
  pageParameter: parameter('page', 'Name of the page number', 'ชื่อพารามิเตอร์เลขหน้า'),
  limitParameter: parameter('limit', 'Name of the page size', 'ชื่อพารามิเตอร์จำนวนแถว'),
  statusParameter: parameter('status', 'Name of the status filter', 'ชื่อพารามิเตอร์กรองสถานะ'),

  previewPath: path('/api/v2/sms/preview', {
    title: 'Path of the preview',
    help: 'Called where the price is asked for by “previewPath”.',
    th: { title: 'เส้นทางการดูราคา', help: 'เรียกเมื่อสอบถามราคาด้วย “previewPath”' },
  }),
  cancelPath: pathOfOne('/api/v2/sms/{uuid}/cancel', {
    title: 'Path of cancelling',
    help: 'Called to take back what ME-SMS keeps for later.',
    th: { title: 'เส้นทางการยกเลิก', help: 'เรียกเพื่อยกเลิกข้อความที่ ME-SMS เก็บไว้ส่งภายหลัง' },
  }),
  listPath: path('/api/v2/sms', {
    title: 'Path of the list of messages',
    help: 'Asked about sends whose answer was lost.',
    th: { title: 'เส้นทางรายการข้อความ', help: 'สอบถามเกี่ยวกับการส่งที่ไม่ได้รับคำตอบ' },
  }),
  messagePath: pathOfOne('/api/v2/sms/{uuid}', {
    title: 'Path of one message',
    help: 'Asked where the answer to a cancellation is not clear.',
    th: { title: 'เส้นทางข้อความเดียว', help: 'สอบถามเมื่อคำตอบของการยกเลิกไม่ชัดเจน' },
  }),
  creditPath: path('/api/v2/credit', {
    title: 'Path of the credit',
    help: 'Asked for the balance, and to test the connection.',
    th: { title: 'เส้นทางเครดิต', help: 'ใช้สอบถามยอดคงเหลือและทดสอบการเชื่อมต่อ' },
  }),
  sendersPath: path('/api/v2/senders', {
    title: 'Path of the senders',
    help: 'Asked for the sender names and whether they are approved.',
    th: { title: 'เส้นทางชื่อผู้ส่ง', help: 'ใช้สอบถามชื่อผู้ส่งและสถานะการอนุมัติ' },
  }),

  partsFields: fields(
    ['parts', 'messageParts', 'smsParts'],
    'Fields of the parts in a preview',
    'ฟิลด์จำนวนส่วนในการดูราคา',
  ),
  costFields: fields(
    ['credits', 'cost', 'totalCredits'],
    'Fields of the price in a preview',
    'ฟิลด์ราคาในการดูราคา',
  ),
  creditFields: fields(['credit', 'credits', 'balance'], 'Fields of the credit', 'ฟิลด์ของเครดิต'),
  senderFields: fields(['name', 'sender', 'senderName', 'value'], 'Fields of a sender’s name', 'ฟิลด์ของชื่อผู้ส่ง'),
  numberFields: fields(
    ['msisdn', 'phone', 'number', 'recipient', 'to'],
    'Fields of a recipient’s number',
    'ฟิลด์หมายเลขของผู้รับ',
  ),
  updatedFields: fields(
    ['updatedAt', 'updated_at', 'deliveredAt'],
    'Fields of the time of a status',
    'ฟิลด์เวลาของสถานะ',
  ),
  createdFields: fields(
    ['createdAt', 'created_at', 'created', 'queuedAt'],
    'Fields of the time of a message',
    'ฟิลด์เวลาของข้อความ',
  ),
  contentFields: fields(
    ['content', 'message', 'text'],
    'Fields of the text of a message',
    'ฟิลด์เนื้อหาของข้อความ',
  ),
})

export type MesmsSettings = z.infer<typeof mesmsSettings>

export const mesmsSecrets = z.object({
  apiKey: secretText({
    title: 'API key',
    help: 'From Settings, API Keys; it needs the scope sms:send.',
    th: { title: 'คีย์ API', help: 'จาก Settings → API Keys ต้องมีสิทธิ์ sms:send' },
  }),
})
