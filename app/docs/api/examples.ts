/** What stands in the samples of the most used operations, by address; a test runs them as they are shown. */
export const examples: Record<string, { query?: string; body?: unknown }> = {
  'POST /sms/send': {
    body: {
      sender: 'REHEARSAL',
      content: 'Hello {{name}}, your order is on its way.',
      msisdns: ['66812345678', '0812345679'],
      variables: { name: 'Toon' },
    },
  },
  'POST /sms/preview': { body: { content: 'สวัสดี', msisdns: ['66812345678'] } },
  'POST /sms/{uuid}/cancel': {},
  'GET /sms': { query: '?status=scheduled&limit=20' },
  'GET /sms/{uuid}': {},
  'GET /sms/{uuid}/recipients': { query: '?after=0&limit=100' },
  'GET /credit': {},
  'GET /senders': {},
}

/** Stands for the message in the samples. */
export const exampleUuid = '0b0e2a2e-4a5c-4f0a-9d38-0123456789ab'
