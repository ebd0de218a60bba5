import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')

type Oklch = [lightness: number, chroma: number, hue: number]

const pairs = Object.fromEntries(
  [...css.matchAll(/--([\w-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\);/g)].map(
    ([, name, light, dark]) => [
      name,
      [light, dark].map((value) => value?.split(' ').slice(0, 3).map(Number) as Oklch),
    ],
  ),
)

/** Relative luminance (WCAG 2.2) of an OKLCH colour, clipped to sRGB. */
function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(foreground: string, background: string, theme: 0 | 1): number {
  const [above, below] = [pairs[foreground]?.[theme], pairs[background]?.[theme]]
  if (!above || !below) throw new Error(`no colour ${foreground} or ${background}`)
  const [high, low] = [luminance(above), luminance(below)].sort((x, y) => y - x) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['canvas', 'rail', 'raised', 'sunken', 'hover', 'chosen']
const statuses = ['waiting', 'good', 'bad', 'doubtful']

const readable = [
  ...['ink', 'muted'].flatMap((text) => grounds.map((ground) => [text, ground])),
  ...['accent', ...statuses].flatMap((hue) =>
    ['canvas', 'raised', 'hover', `${hue}-soft`].map((ground) => [hue, ground]),
  ),
  ...['accent', ...statuses].map((hue) => ['ink', `${hue}-soft`]),
  ...['accent', 'accent-hover'].map((ground) => ['on-accent', ground]),
  ...['bad', 'bad-hover'].map((ground) => ['on-bad', ground]),
] as [string, string][]

const visible = ['control', 'ring'].flatMap((line) =>
  ['canvas', 'raised', 'rail'].map((ground) => [line, ground]),
) as [string, string][]

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s theme', (_, theme) => {
  test.each(readable)('%s can be read on %s', (text, ground) => {
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(visible)('%s can be seen on %s', (line, ground) => {
    expect(contrast(line, ground, theme)).toBeGreaterThanOrEqual(3)
  })
})
