import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import en from '../../locales/en.json' with { type: 'json' }
import { placeOf } from './place-of.ts'

const say = (sentence: string, reason: string | null) =>
  new IntlMessageFormat(sentence, 'en').format({
    ...{ place: placeOf({ reason }), people: 2, credits: 2, time: 'at noon' },
  })

test('of a message that a restored copy kept back nothing is said about what its original may have sent', () => {
  const { cancel, resume } = en.messages.controls
  expect(say(cancel.text, 'RESTORED')).toMatch(
    /^Nothing has left from this copy; its original may have sent it\./,
  )
  expect(say(cancel.done, 'RESTORED')).toBe('Called off. Nobody is sent to from this copy.')
  expect(say(resume.text, 'RESTORED')).toMatch(/Whoever its original sent to gets it twice\.$/)
  expect(say(en.message.decide, 'RESTORED')).toMatch(/^2 people wait in this copy\./)
})

test('of a message that was late or paused it is said that nothing has left', () => {
  const { cancel, resume } = en.messages.controls
  expect(say(cancel.text, 'OVERDUE')).toMatch(/^Nothing has left\. 2 people will get nothing/)
  expect(say(cancel.done, null)).toBe('Called off. Nobody was sent to.')
  expect(say(resume.text, null)).toMatch(/2 credits\.$/)
  expect(say(en.message.decide, 'LATE')).toMatch(/^2 people have not been sent to\./)
})
