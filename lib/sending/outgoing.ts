import { ourReference } from '#lib/messages/rules.ts'
import type { OutgoingSms } from '#lib/providers/provider.ts'
import { render, type Template } from '#lib/sms/placeholders.ts'
import type { Content } from './store-dispatch.ts'

type Row = {
  messageId: number
  seq: number
  msisdn: string
  parts: number
  variables: Record<string, string> | null
}

/** What leaves for one recipient, or left: the text as it was counted, under our reference. */
export function outgoing(content: Content & { template: Template }, row: Row): OutgoingSms {
  const variables = row.variables ? { ...content.variables, ...row.variables } : content.variables
  const { text } = render(content.template, variables)
  return {
    reference: ourReference(content.era, row.messageId, row.seq),
    to: row.msisdn,
    text,
    parts: row.parts,
  }
}
