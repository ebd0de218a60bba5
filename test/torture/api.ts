/** An answer of the API, or null where none came: then nobody knows what became of the request. */
export type Answer<T> = { status: number; body: T } | null

/** A caller of the public API who has to live with a web process that is killed in the middle of a request. */
export class Api {
  private readonly url: string
  private readonly key: string

  constructor(url: string, key: string) {
    this.url = url
    this.key = key
  }

  async post<T>(path: string, body: unknown = {}, timeoutMs = 15_000): Promise<Answer<T>> {
    try {
      const response = await fetch(`${this.url}/api/v2/${path}`, {
        method: 'POST',
        headers: { 'x-api-key': this.key, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      })
      return { status: response.status, body: (await response.json()) as T }
    } catch {
      return null
    }
  }

  async isHealthy(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/api/health`, { signal: AbortSignal.timeout(3_000) })).ok
    } catch {
      return false
    }
  }
}

export const succeeded = <T>(answer: Answer<T>): answer is { status: number; body: T } =>
  answer !== null && answer.status >= 200 && answer.status < 300
