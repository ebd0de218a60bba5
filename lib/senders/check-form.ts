import { AppError } from '#lib/shared/errors.ts'
import { fitsSenderForm, type SenderForm } from './rules.ts'

/** The sentence under `problems` in the catalogues that says what a sender of this form looks like. */
const problems: Record<SenderForm, string> = {
  integer: 'senderInteger',
  name: 'senderName',
  e164: 'senderPhone',
  text: 'senderText',
}

/** Throws INVALID_REQUEST at `value` where the provider cannot show it. */
export function checkSenderForm(form: SenderForm, value: string): void {
  if (!fitsSenderForm(form, value))
    throw new AppError('INVALID_REQUEST', { field: 'value', params: { problem: problems[form] } })
}
