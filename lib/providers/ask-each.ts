import type { PolledReceipts, Receipt } from './provider.ts'

/** What was learned, and whether everything could be asked; if not, the rest is worth asking for soon. */
export type Asked<A> = { answers: A[]; isWhole: boolean }

/**
 * Asks one question after the other, `atOnce` side by side. Once one fails nothing more is asked, because the next
 * would fail as well. What was learned until then counts: only if nothing was, the failure is thrown. So a provider
 * that throttles after fifty answers is asked for the rest the next time.
 */
export const askEach = async <T, A>(
  questions: readonly T[],
  atOnce: number,
  ask: (question: T) => Promise<A>,
): Promise<Asked<A>> => {
  const answers: A[] = []
  const failures: unknown[] = []
  let next = 0
  const work = async () => {
    while (next < questions.length && failures.length === 0) {
      const question = questions[next] as T
      next += 1
      try {
        answers.push(await ask(question))
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, questions.length) }, work))
  if (answers.length === 0 && failures.length > 0) throw failures[0]
  return { answers, isWhole: failures.length === 0 }
}

/** The same for receipts, of which an answer brings none, one or many. */
export const askForReceipts = async <T>(
  questions: readonly T[],
  atOnce: number,
  ask: (question: T) => Promise<Receipt | readonly Receipt[] | null>,
): Promise<PolledReceipts> => {
  const { answers, isWhole } = await askEach(questions, atOnce, ask)
  return { receipts: answers.flatMap((answer) => answer ?? []), isWhole }
}
