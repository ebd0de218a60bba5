import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import messages from '../../locales/en.json' with { type: 'json' }
import { Field } from './field.tsx'
import { Count } from './figures.tsx'
import { Input } from './input.tsx'
import { Progress } from './progress.tsx'
import { RelativeTime } from './relative-time.tsx'
import { Cell, Row, Table, TableBody } from './table.tsx'

const render = (content: ReactNode) =>
  renderToStaticMarkup(
    <NextIntlClientProvider
      locale="en-GB"
      messages={messages}
      timeZone="Africa/Nairobi"
      now={new Date('2026-11-21T11:30:00Z')}
    >
      {content}
    </NextIntlClientProvider>,
  )

const attribute = (html: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(html)?.[1]

describe('a field', () => {
  const html = render(
    <Field label="Sender" hint="As the phone shows it." error="Choose one.">
      <Input />
    </Field>,
  )

  test('gives its label to the control', () => {
    expect(attribute(html, 'for')).toBe(attribute(/<input[^>]*>/.exec(html)?.[0] ?? '', 'id'))
  })

  test('lets hint and error be read with the control', () => {
    const ids = attribute(html, 'aria-describedby')?.split(' ') ?? []
    expect(ids).toHaveLength(2)
    for (const id of ids) expect(html).toContain(`id="${id}"`)
    expect(html).toContain('aria-invalid="true"')
  })

  test('without an error is not invalid', () => {
    const fine = render(
      <Field label="Sender">
        <Input />
      </Field>,
    )
    expect(fine).not.toContain('aria-invalid=')
    expect(fine).not.toContain('aria-describedby')
  })
})

describe('an instant', () => {
  const words = (at: string, zone?: string) =>
    render(<RelativeTime at={at} zone={zone} />).replace(/<[^>]*>/g, '')

  test('of today is said with its hour in the reader’s zone', () => {
    expect(words('2026-11-21T11:05:00Z')).toBe('today 14:05')
  })

  test('before midnight is yesterday, however few hours ago', () => {
    expect(words('2026-11-20T20:59:00Z')).toBe('yesterday 23:59')
  })

  test('chosen in another zone names that zone', () => {
    expect(words('2026-11-21T11:00:00Z', 'Asia/Bangkok')).toBe('today 18:00 GMT+7')
  })

  test('far away has its year', () => {
    expect(words('2025-03-01T09:00:00Z')).toBe('1 Mar 2025 12:00')
    expect(words('2026-10-28T09:00:00Z')).toBe('28 Oct 12:00')
  })

  test('can be read exactly by machines', () => {
    expect(attribute(render(<RelativeTime at="2026-11-21T14:05:00+03:00" />), 'dateTime')).toBe(
      '2026-11-21T11:05:00.000Z',
    )
  })
})

describe('progress', () => {
  test('says how many of how many', () => {
    const html = render(<Progress label="Spring offer" value={7412} total={12150} />)
    expect(attribute(html, 'aria-valuetext')).toBe('7,412 of 12,150')
    expect(html).toContain('61%')
  })

  test('is not called finished while one is missing', () => {
    expect(render(<Progress label="x" value={1999} total={2000} />)).toContain('99%')
  })

  test('of nothing is nothing', () => {
    expect(attribute(render(<Progress label="x" value={0} total={0} />), 'style')).toBe('transform:scaleX(0)')
  })
})

test('a table stays one for the ear when a phone shows it as cards', () => {
  const html = render(
    <Table label="People">
      <TableBody>
        <Row>
          <Cell label="State">Delivered</Cell>
        </Row>
      </TableBody>
    </Table>,
  )
  for (const role of ['table', 'rowgroup', 'row', 'cell']) expect(html).toContain(`role="${role}"`)
})

test('on a phone a cell shows no name without a value, and nothing is a value too', () => {
  const cell = (content: ReactNode) => {
    const html = render(
      <Table label="People">
        <TableBody>
          <Row>
            <Cell label="From">{content}</Cell>
          </Row>
        </TableBody>
      </Table>,
    )
    return attribute(/<td[^>]*>/.exec(html)?.[0] ?? '', 'class')
  }
  expect(cell(null)).toContain('max-md:hidden')
  expect(cell(0)).not.toContain('max-md:hidden')
})

test('a number is not broken in two where there is little room', () => {
  expect(attribute(render(<Count value={35_633} />), 'class')).toContain('whitespace-nowrap')
})
