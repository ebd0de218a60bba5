/** The sign that was meant, also on a keyboard whose letters are not Latin (Thai: the C key gives แ). */
export function meantKey(event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  if (/^[ -~]$/.test(event.key)) return event.key.toLowerCase()
  if (event.code.startsWith('Key')) return event.code.slice(3).toLowerCase()
  if (event.code === 'Slash') return event.shiftKey ? '?' : '/'
  return event.key
}
