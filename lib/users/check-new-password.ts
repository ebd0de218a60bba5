import { AppError } from '#lib/shared/errors.ts'
import { passwordLength, passwordProblem } from './rules.ts'

const problems = { short: 'passwordShort', long: 'passwordLong', guessable: 'passwordGuessable' } as const

/** Throws INVALID_REQUEST with the reason when this cannot be somebody's password. */
export function checkNewPassword(password: string, email: string, field: string): void {
  const problem = passwordProblem(password, email)
  if (problem)
    throw new AppError('INVALID_REQUEST', {
      field,
      params: { problem: problems[problem], ...passwordLength },
    })
}
