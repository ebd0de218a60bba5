/** Rows by id with an upper bound: the oldest makes room, so that an emulator can run for days. */
export type Store<Row> = {
  add: (id: string, row: Row) => void
  get: (id: string) => Row | undefined
  /** Oldest first. */
  values: () => IterableIterator<Row>
  size: () => number
  clear: () => void
}

export function createStore<Row>(max: number, onDrop?: (row: Row) => void): Store<Row> {
  const rows = new Map<string, Row>()
  return {
    add: (id, row) => {
      if (rows.size >= max) {
        const oldest = rows.entries().next().value
        if (oldest) {
          rows.delete(oldest[0])
          onDrop?.(oldest[1])
        }
      }
      rows.set(id, row)
    },
    get: (id) => rows.get(id),
    values: () => rows.values(),
    size: () => rows.size,
    clear: () => rows.clear(),
  }
}
