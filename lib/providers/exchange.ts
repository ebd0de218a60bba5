import type { Dispatcher } from 'undici'

/** Headers of an answer, names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>

export type Answer = { kind: 'answer'; status: number; headers: AnswerHeaders; body: string }

/** Why not a single byte of the request was written. */
type NotSentReason =
  | 'TOO_LATE'
  | 'HOST_NOT_ALLOWED'
  | 'HOST_NOT_FOUND'
  | 'CONNECTION_REFUSED'
  | 'CONNECT_TIMEOUT'
  | 'TLS_FAILED'
  | 'UNREACHABLE'
  | 'NO_FREE_CONNECTION'
  | 'CONNECTION_CLOSED'
  | 'INVALID_REQUEST'

/** Why nobody knows what the other side made of a request that was written. */
export type UnknownReason = 'TIMEOUT' | 'CONNECTION_LOST' | 'ANSWER_BROKEN' | 'ANSWER_TOO_BIG'

/** What became of a request; `detail` is the system's own word, e.g. ECONNREFUSED. */
export type HttpReply =
  | Answer
  | { kind: 'not_sent'; reason: NotSentReason; detail: string }
  | { kind: 'unknown'; reason: UnknownReason; detail: string }

export type ExchangeOptions = {
  timeoutMs: number
  maxBodyBytes: number
  mayStart: () => boolean
  settle: (reply: HttpReply) => void
}

/** Thrown into undici to keep it from writing; it then drops the request and keeps the connection. */
class NotToBeWritten extends Error {
  override name = 'NotToBeWritten'
}

/**
 * One request on its way through undici, written at most once. undici calls `onRequestStart` before each write, in the
 * same tick, and drops the request when that throws. It puts a request back into its queue when a connection closes
 * under it; the second `onRequestStart` of such a request throws, as does that of one already answered for. So
 * whatever undici does with its queue, `not_sent` is true and nothing leaves twice.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  private stage: 'waiting' | 'written' | 'settled' = 'waiting'
  private readonly options: ExchangeOptions
  private readonly timer: NodeJS.Timeout
  private controller: Dispatcher.DispatchController | null = null
  private status = 0
  private headers: AnswerHeaders = {}
  private chunks: Buffer[] = []
  private bytes = 0

  constructor(options: ExchangeOptions) {
    this.options = options
    this.timer = setTimeout(() => {
      // After a pause of the whole process the timer comes before the answers that wait in the sockets; the immediate
      // lets those be read first.
      const { stage } = this
      setImmediate(() => stage === this.stage && this.expire())
    }, options.timeoutMs)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.stage === 'written') {
      this.settle({ kind: 'unknown', reason: 'CONNECTION_LOST', detail: 'requeued' })
    }
    if (this.stage === 'waiting' && !this.options.mayStart()) {
      this.settle({ kind: 'not_sent', reason: 'TOO_LATE', detail: '' })
    }
    if (this.stage !== 'waiting') throw new NotToBeWritten()
    this.stage = 'written'
    this.controller = controller
    this.timer.refresh()
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: AnswerHeaders): void {
    // 1xx announces the answer and is none.
    if (status < 200) return
    this.status = status
    this.headers = headers
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length
    if (this.bytes > this.options.maxBodyBytes) this.giveUp('ANSWER_TOO_BIG')
    else this.chunks.push(chunk)
  }

  onResponseEnd(): void {
    const [first] = this.chunks
    const body = this.chunks.length > 1 ? Buffer.concat(this.chunks) : first
    this.settle({
      kind: 'answer',
      status: this.status,
      headers: this.headers,
      body: body?.toString('utf8') ?? '',
    })
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    const detail = codeOf(error)
    if (this.stage === 'waiting') this.settle({ kind: 'not_sent', reason: notSentReason(detail), detail })
    const begun = this.status > 0 || error.name === 'HTTPParserError'
    this.settle({ kind: 'unknown', reason: begun ? 'ANSWER_BROKEN' : 'CONNECTION_LOST', detail })
  }

  private expire(): void {
    if (this.stage === 'waiting') this.settle({ kind: 'not_sent', reason: 'NO_FREE_CONNECTION', detail: '' })
    else this.giveUp('TIMEOUT')
  }

  /** Settles first, because aborting makes undici report an error of its own. */
  private giveUp(reason: UnknownReason): void {
    this.settle({ kind: 'unknown', reason, detail: '' })
    this.controller?.abort(new Error(reason))
  }

  /** The first word about a request stays. */
  private settle(reply: HttpReply): void {
    if (this.stage === 'settled') return
    this.stage = 'settled'
    this.chunks = []
    clearTimeout(this.timer)
    this.options.settle(reply)
  }
}

const codeOf = (error: Error & { code?: unknown }): string =>
  typeof error.code === 'string' ? error.code : error.name

const reasons: Readonly<Record<string, NotSentReason>> = {
  HOST_NOT_ALLOWED: 'HOST_NOT_ALLOWED',
  ENOTFOUND: 'HOST_NOT_FOUND',
  EAI_AGAIN: 'HOST_NOT_FOUND',
  ECONNREFUSED: 'CONNECTION_REFUSED',
  ETIMEDOUT: 'CONNECT_TIMEOUT',
  UND_ERR_CONNECT_TIMEOUT: 'CONNECT_TIMEOUT',
  UND_ERR_CLOSED: 'CONNECTION_CLOSED',
  UND_ERR_DESTROYED: 'CONNECTION_CLOSED',
  UND_ERR_INVALID_ARG: 'INVALID_REQUEST',
}

/** OpenSSL's and Node's names for what is wrong with a handshake or a certificate. */
const tlsCode = /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_)/

const notSentReason = (code: string): NotSentReason =>
  reasons[code] ?? (tlsCode.test(code) ? 'TLS_FAILED' : 'UNREACHABLE')
