import { type CuttingRule, countParts, splitParts } from '#lib/sms/parts.ts'

/**
 * How many texts a second one core counts: median of five runs over texts that differ from each other.
 *
 *   node bench/parts.ts [--peer path/to/another/counter.mjs]
 *
 * The other counter is a module that exports `count(text: string): number`. It counts the same texts, and texts on
 * which counters are known to differ; docs/parts.md shows how to make one.
 */

const RUNS = 5
const TEXTS_PER_KIND = 1000

const kinds: [name: string, make: (seed: number) => string, rule?: CuttingRule][] = [
  [
    'GSM, 160 characters, 1 part',
    (n) => fill(`Hello ${n}, your parcel is ready at the shop until 18:00. `, 160),
  ],
  ['GSM with € and [], 400 characters', (n) => fill(`Offer ${n}: only €5 [today] at the market. `, 400)],
  ['Thai, 70 characters, 1 part', (n) => fill(`สวัสดีค่ะ ${n} พัสดุของคุณมาถึงแล้ว `, 70)],
  ['Thai, 160 characters, 3 parts', (n) => fill(`สวัสดีค่ะ ${n} พัสดุของคุณมาถึงแล้ว `, 160)],
  ['Thai, 160 characters, clusters kept', (n) => fill(`สวัสดีค่ะ ${n} พัสดุของคุณมาถึงแล้ว `, 160), 'graphemes'],
  ['Thai, 1,000 characters, 15 parts', (n) => fill(`สวัสดีค่ะ ${n} พัสดุของคุณมาถึงแล้ว `, 1000)],
]

/** Where a part ends in an awkward place, and a Thai text at every length. */
const awkward: [name: string, texts: string[]][] = [
  ['152 a, €, 152 a', [`${'a'.repeat(152)}€${'a'.repeat(152)}`]],
  ['153 ]', [']'.repeat(153)]],
  ['67 emoji', ['😀'.repeat(67)]],
  ['66 中, an emoji, 66 中', [`${'中'.repeat(66)}😀${'中'.repeat(66)}`]],
  ['a form feed and 100 a', [`\f${'a'.repeat(100)}`]],
  ['67 × ที่', ['ที่'.repeat(67)]],
  ['Thai, 71 to 1,000 characters', everyLength('สวัสดีค่ะ พัสดุของคุณมาถึงแล้ว กรุณามารับที่สาขาใกล้บ้าน ', 71, 1000)],
]

const peerPath = process.argv[process.argv.indexOf('--peer') + 1]
const peer: { count: (text: string) => number } | null =
  process.argv.includes('--peer') && peerPath
    ? await import(new URL(peerPath, `file://${process.cwd()}/`).href)
    : null

for (const [name, make, rule] of kinds) {
  const texts = Array.from({ length: TEXTS_PER_KIND }, (_, n) => make(n))
  const ours = textsPerSecond(texts, 200, (text) => countParts(text, { rule }).parts)
  const split = textsPerSecond(texts, 50, (text) => splitParts(text, { rule }).length)
  console.log(
    `${name.padEnd(38)} count ${format(ours)}/s   split ${format(split)}/s${peer ? compare(texts, peer.count) : ''}`,
  )
}

if (peer)
  for (const [name, texts] of awkward) console.log(`${name.padEnd(38)} ${differences(texts, peer.count)}`)

function differences(texts: string[], count: (text: string) => number): string {
  const [first] = texts
  if (texts.length === 1 && first !== undefined)
    return `ours ${countParts(first).parts}, other ${count(first)}`
  const differing = texts.filter((text) => count(text) !== countParts(text).parts)
  const kept = texts.filter((text) => count(text) !== countParts(text, { rule: 'graphemes' }).parts)
  const at = differing[0] ? `, first at ${differing[0].length}` : ''
  return `differs in ${differing.length} of ${texts.length}${at}; from ours with clusters kept in ${kept.length}`
}

function everyLength(text: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => fill(text, from + i))
}

function compare(texts: string[], count: (text: string) => number): string {
  const differing = texts.filter((text) => count(text) !== countParts(text).parts).length
  return `   other ${format(textsPerSecond(texts, 1, count))}/s, differs in ${differing} of ${texts.length}`
}

function textsPerSecond(texts: string[], rounds: number, count: (text: string) => number): number {
  const rates: number[] = []
  let sum = 0
  // One run more, to warm up.
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now()
    for (let round = 0; round < rounds; round++) for (const text of texts) sum += count(text)
    const seconds = (performance.now() - start) / 1000
    if (run > 0) rates.push((texts.length * rounds) / seconds)
  }
  if (sum === 0) throw new Error('Nothing was counted.')
  return rates.sort((a, b) => a - b)[RUNS >> 1] ?? 0
}

function fill(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length)
}

function format(rate: number): string {
  return Math.round(rate).toLocaleString('en').padStart(10)
}
