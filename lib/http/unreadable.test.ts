import { expect, test } from 'vitest'
import { refuseUnreadable } from './unreadable.ts'

test.each([
  ['GET', '/api/v2/sms/%ff', 400, 'INVALID_REQUEST'],
  ['GET', '/messages/%', 400, 'INVALID_REQUEST'],
  ['TRACE', '/api/v2/credit', 405, 'METHOD_NOT_ALLOWED'],
  ['PROPFIND', '/api/v2/credit', 405, 'METHOD_NOT_ALLOWED'],
])('%s %s is refused in the shape of all refusals', async (method, url, status, code) => {
  const refused = refuseUnreadable({ method, url })
  expect(refused?.status).toBe(status)
  expect(await refused?.json()).toMatchObject({ code, error: expect.stringMatching(/\.$/) })
})

test.each(['/api/v2/sms?search=%ff', '/api/v2/sms/%E0%B8%81', '/', '/api/v2/credit'])(
  '%s is left to the routes',
  (url) => {
    expect(refuseUnreadable({ method: 'GET', url })).toBe(null)
  },
)
