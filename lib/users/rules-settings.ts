import type { Settings } from './schema-settings.ts'

/** What holds until somebody sets something else. */
export const defaultSettings: Settings = {
  keepLandlines: false,
  countries: [],
  typeNumberFrom: 100,
  approvalFrom: null,
  approvalApi: false,
  undoSeconds: 10,
  receiptWindowHours: 72,
  haltPercent: 50,
  haltAmong: 100,
  // Those of the CTIA's messaging guide, which carriers and the large providers (Twilio, AWS, Telnyx) act on, and the Thai
  // ones. `td` is what AWS lists for German.
  optOutWords: [
    ...['stop', 'stop all', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout', 'opt out'],
    ...['remove', 'arret', 'arrêt', 'td', 'stop texting me', 'stop messages', 'no more texts'],
    ...['หยุด', 'หยุดส่ง', 'ยกเลิก', 'ยกเลิกสมาชิก', 'ยกเลิกการรับ', 'ยกเลิกรับข่าวสาร', 'ยกเลิกการรับข่าวสาร'],
    ...['ยกเลิกข้อความ', 'เลิกรับ', 'ไม่รับ', 'ไม่รับข่าวสาร', 'ไม่ต้องการรับ', 'ไม่ต้องการรับข่าวสาร', 'ไม่ต้องส่งมา'],
  ],
  quietHoursDashboard: true,
  quietHoursApi: false,
}
