import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { attentionReasons } from './rules.ts'

const operations = readFileSync('docs/operations.md', 'utf8')

test.each(attentionReasons)('what to do about %s is written down', (reason) => {
  const [, paragraph = ''] = operations.split(`### \`${reason}\`\n`)
  expect(paragraph.split('\n#', 1)[0]?.trim().length).toBeGreaterThan(80)
})

test.each(['en', 'th'])('every reason is said in words (%s)', (language) => {
  const { messages } = JSON.parse(readFileSync(`locales/${language}.json`, 'utf8'))
  for (const reason of attentionReasons) expect(messages.stopped[reason], reason).toBeTruthy()
})
