import { expect, test } from 'vitest'
import { PeopleSet } from './people-set.ts'
import { hashPhone } from './phone-hash.ts'

const kenyan = '254712345678'

test('one person is one, in plain and as a hash, whichever comes first', () => {
  for (const [first, second] of [
    [kenyan, hashPhone(kenyan)],
    [hashPhone(kenyan), kenyan],
  ] as const) {
    const people = new PeopleSet()
    expect([people.add('66812345678'), people.add(first), people.add(second), people.add(first)]).toEqual([
      true,
      true,
      false,
      false,
    ])
  }
})

test('who is there in one form is found in both, and others in neither', () => {
  for (const form of [kenyan, hashPhone(kenyan)]) {
    const people = new PeopleSet()
    people.add(form)
    expect([people.has(kenyan), people.has(hashPhone(kenyan))]).toEqual([true, true])
    expect([people.has('254712345679'), people.has(hashPhone('254712345679'))]).toEqual([false, false])
  }
})
