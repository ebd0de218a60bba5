/** What a form of sign-in knows after it was refused. Passwords never come back. */
export type FormState = {
  email?: string
  error?: {
    code: string
    /** In the person's language. */
    message: string
    field?: string
    params: Record<string, string | number>
  }
}
