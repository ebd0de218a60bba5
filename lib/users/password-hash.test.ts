import { describe, expect, test } from 'vitest'
import { processorTime } from '#test/processor-time.ts'
import { hashPassword, isPassword, oneTimePassword } from './password-hash.ts'

describe('a kept password', () => {
  test('opens with the password and with nothing else', async () => {
    const kept = await hashPassword('four words at random')
    expect(kept).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[\w+/=]{24}\$[\w+/=]{44}$/)
    expect(await isPassword('four words at random', kept)).toBe(true)
    expect(await isPassword('four words at randon', kept)).toBe(false)
  })

  test('is another one each time', async () => {
    expect(await hashPassword('the same')).not.toBe(await hashPassword('the same'))
  })

  test('opens however the keyboard composes its letters', async () => {
    const kept = await hashPassword('re\u0301sume\u0301 long')
    expect(await isPassword('résumé long', kept)).toBe(true)
  })

  test('keeps opening when new ones are made at another cost', async () => {
    // scrypt('pleaseletmein', 'SodiumChloride', N = 16384, r = 8, p = 1), the third vector of RFC 7914, its first 32 bytes.
    const salt = Buffer.from('SodiumChloride').toString('base64')
    const hash = Buffer.from(
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
      'hex',
    ).toString('base64')
    expect(await isPassword('pleaseletmein', `$scrypt$ln=14,r=8,p=1$${salt}$${hash}`)).toBe(true)
  })

  test.each(['-', '', '$scrypt$ln=17,r=8,p=1$$', 'plain'])(
    'a damaged one (%j) opens with nothing',
    async (kept) => {
      expect(await isPassword(kept, kept)).toBe(false)
    },
  )

  test('takes as long to refuse for somebody who does not exist', async () => {
    const kept = await hashPassword('four words at random')
    const known = await processorTime(() => isPassword('wrong', kept))
    const unknown = await processorTime(async () => expect(await isPassword('wrong', null)).toBe(false))
    expect(unknown).toBeGreaterThan(known / 4)
  })
})

test('a one-time password is four groups of letters that cannot be mistaken for each other', () => {
  const made = Array.from({ length: 200 }, oneTimePassword)
  for (const password of made) expect(password).toMatch(/^([a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}$/)
  expect(new Set(made).size).toBe(200)
})
