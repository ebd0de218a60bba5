import { Agent, request } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import type { Clock } from './clock.ts'

/** A call that the company makes to its customer: a receipt, a reply. */
export type Push = { url: string; method: string; contentType?: string; body?: string }

type PushRecord = Push & { at: number; status: number | null; answer: string }

export type Pusher = {
  /** Calls when the emulator's clock reaches `due` (ms). */
  schedule: (due: number, push: Push) => void
  /** Calls now; the status of the answer, null if none came. */
  now: (push: Push) => Promise<number | null>
  /** How many are still to be made or under way. */
  waiting: () => number
  /** The last calls, oldest first. */
  made: () => PushRecord[]
  /** Resolves when nothing is due any more and nothing is under way. */
  settled: () => Promise<void>
  reset: () => void
  close: () => void
}

const AT_ONCE = 32
const MOST_WAITING = 500_000
const MOST_REMEMBERED = 1_000
const TIMEOUT_MS = 15_000

type Agents = { plain: Agent; secure: SecureAgent }

function call(push: Push, agents: Agents): Promise<{ status: number | null; answer: string }> {
  return new Promise((resolve) => {
    const secure = push.url.startsWith('https:')
    const headers: Record<string, string | number> = { 'User-Agent': 'emulator' }
    if (push.body !== undefined) {
      headers['Content-Type'] = push.contentType ?? 'application/json'
      headers['Content-Length'] = Buffer.byteLength(push.body)
    }
    const options = { method: push.method, headers, timeout: TIMEOUT_MS }
    const outgoing = secure
      ? secureRequest(push.url, { ...options, agent: agents.secure })
      : request(push.url, { ...options, agent: agents.plain })
    outgoing.on('response', (response) => {
      let answer = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        if (answer.length < 2_000) answer += piece
      })
      response.on('close', () => resolve({ status: response.statusCode ?? null, answer }))
    })
    outgoing.on('timeout', () => outgoing.destroy())
    outgoing.on('error', (error) => resolve({ status: null, answer: error.message }))
    outgoing.end(push.body)
  })
}

type Waiting = { due: number; order: number; push: Push }

/** Earliest first; of two at one time the one scheduled first. */
const before = (one: Waiting, other: Waiting) =>
  one.due < other.due || (one.due === other.due && one.order < other.order)

function sift(heap: Waiting[], from: number): void {
  let at = from
  for (;;) {
    let least = at
    for (const child of [2 * at + 1, 2 * at + 2]) {
      const candidate = heap[child]
      if (candidate && before(candidate, heap[least] as Waiting)) least = child
    }
    if (least === at) return
    ;[heap[at], heap[least]] = [heap[least] as Waiting, heap[at] as Waiting]
    at = least
  }
}

function insert(heap: Waiting[], entry: Waiting): void {
  let at = heap.push(entry) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!before(entry, heap[parent] as Waiting)) return
    ;[heap[at], heap[parent]] = [heap[parent] as Waiting, entry]
    at = parent
  }
}

function takeFirst(heap: Waiting[]): Waiting | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (first && last && first !== last) {
    heap[0] = last
    sift(heap, 0)
  }
  return first
}

/** Makes the calls; nothing is repeated, because no company says that it would. */
export function createPusher(clock: Clock): Pusher {
  const agents: Agents = {
    plain: new Agent({ keepAlive: true, maxSockets: AT_ONCE }),
    secure: new SecureAgent({ keepAlive: true, maxSockets: AT_ONCE }),
  }
  const heap: Waiting[] = []
  let remembered: PushRecord[] = []
  let order = 0
  let underWay = 0
  let timer: NodeJS.Timeout | undefined
  const make = async (push: Push) => {
    underWay += 1
    const at = clock.now()
    const result = await call(push, agents)
    underWay -= 1
    remembered.push({ ...push, at, ...result })
    if (remembered.length > MOST_REMEMBERED * 2) remembered = remembered.slice(-MOST_REMEMBERED)
    return result.status
  }
  const work = () => {
    clearTimeout(timer)
    const now = clock.now()
    while (underWay < AT_ONCE && (heap[0]?.due ?? Infinity) <= now) {
      const entry = takeFirst(heap)
      if (entry) void make(entry.push).then(work)
    }
    const next = heap[0]
    if (next && underWay < AT_ONCE)
      timer = setTimeout(work, Math.min(Math.max(next.due - now, 0), 60_000)).unref()
  }
  clock.onAdvance(work)
  return {
    schedule: (due, push) => {
      if (heap.length >= MOST_WAITING) return
      insert(heap, { due, order: ++order, push })
      if (heap[0]?.order === order) work()
    },
    now: make,
    waiting: () => heap.length + underWay,
    made: () => remembered.slice(-MOST_REMEMBERED),
    settled: async () => {
      while (underWay > 0 || (heap[0]?.due ?? Infinity) <= clock.now())
        await new Promise((resolve) => setTimeout(resolve, 5))
    },
    reset: () => {
      heap.length = 0
      remembered = []
    },
    close: () => {
      clearTimeout(timer)
      heap.length = 0
      agents.plain.destroy()
      agents.secure.destroy()
    },
  }
}
