import { Notice } from '#components/ui/notice.tsx'
import type { Refusal } from './server-action.ts'

type Props = {
  error: Refusal | null
  /** The fields at which the form says itself what is wrong. */
  fields?: readonly string[]
}

/** What is wrong with a form as a whole, where no field of it is to blame. */
export function FormProblem({ error, fields = [] }: Props) {
  if (!error || (error.field && fields.includes(error.field))) return null
  return (
    <Notice status="bad" urgent>
      {error.message}
    </Notice>
  )
}
