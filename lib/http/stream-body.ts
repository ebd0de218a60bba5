/** A body that is made while it is read, whatever its length. */
export function streamBody<T>(
  parts: AsyncIterable<T>,
  encode: (part: T) => Uint8Array,
): ReadableStream<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encode(value))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
