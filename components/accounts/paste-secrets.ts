import type { ClipboardEvent } from 'react'

/**
 * A credentials file as a provider's control panel gives it: pasted into any field, it fills all that it knows. Anything
 * else is pasted where the cursor is.
 */
export function pasteSecrets(
  event: ClipboardEvent<HTMLFormElement>,
  fields: readonly { name: string }[],
): void {
  const given = readObject(event.clipboardData.getData('text'))
  const known = fields.filter(({ name }) => name in given)
  if (known.length < 2) return
  event.preventDefault()
  for (const { name } of known) {
    const control = event.currentTarget.elements.namedItem(`secrets.${name}`)
    if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)
      control.value = String(given[name])
  }
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
