type Typed = HTMLInputElement | HTMLTextAreaElement

type Kept = {
  /** Does it again. */
  again: () => void
  /** What is dimmed meanwhile, and how. */
  at?: Element | null
  dimmed?: Animation | undefined
  /** Ends the waiting. */
  stop: () => void
}

/**
 * Keeps what is done to a page before the code of that place has come, and does it again, once, as soon as it has: presses,
 * ticks, typed text, forms, the keys of the frame. Its source is written into the page (`EarlyInputScript`), so that it
 * listens before anything can be pressed; so it may name nothing but itself and the browser.
 *
 * How it knows: React stops an event that it cannot serve yet on its way down, before it reaches its element. So what is
 * kept is repeated until it arrives there. Links, and forms that have an address, need nothing: the browser knows them.
 */
export class EarlyInput {
  /** Whether React listens: before, what has arrived at its element has reached nobody. */
  isAwake = false
  /** Whether the keys of the frame work. */
  hasKeys = false
  readonly keys: KeyboardEvent[] = []
  readonly waiting = new Map<Element, Kept>()
  timer = 0

  constructor() {
    for (const type of ['click', 'input', 'compositionend', 'keydown'])
      window.addEventListener(type, this, true)
    // On the way up: after React, which takes what it can serve.
    for (const type of ['submit', 'early-input', 'early-keys']) window.addEventListener(type, this)
  }

  handleEvent(event: Event): void {
    const { type, target, isTrusted } = event
    if (type === 'early-input') this.isAwake = true
    else if (type === 'early-keys') this.onKeys()
    else if (type === 'submit') this.onSubmit(event as SubmitEvent)
    else if (!isTrusted || !(target instanceof Element)) return
    else if (type === 'keydown') this.onKey(event as KeyboardEvent, target)
    else if (type === 'click') this.onClick(target)
    else this.onInput(event, target as Typed)
  }

  onClick(target: Element): void {
    this.keys.length = 0
    const pressed = target.closest<HTMLButtonElement | HTMLInputElement>('button,input')
    if (pressed instanceof HTMLButtonElement && pressed.type === 'button') this.onPress(pressed)
    if (pressed instanceof HTMLInputElement && /^(checkbox|radio)$/.test(pressed.type)) {
      const { checked } = pressed
      this.keep(pressed, 'click', () => {
        // The press itself turns it round again.
        pressed.checked = !checked
        pressed.click()
      })
    }
  }

  onPress(button: HTMLButtonElement): void {
    // Whoever has pressed another button since does not expect the first any more.
    for (const [other, kept] of this.waiting) if (other instanceof HTMLButtonElement) kept.stop()
    const meaning = () => `${button.ariaLabel} ${button.textContent}`
    const meant = meaning()
    const kept = this.keep(button, 'click', () => {
      // A button that says something else by now is not the one that was pressed.
      if (button.disabled || meaning() !== meant) kept.stop()
      else button.click()
    })
    kept.at = button
  }

  onInput(event: Event, field: Typed): void {
    const { type, value } = field
    if (!/^(text|textarea|search|email|url|tel|number|password|file)$/.test(type)) return
    const sign = type === 'file' ? 'change' : 'input'
    // A character that is being put together from several keys is not disturbed.
    const isComposing = event instanceof InputEvent && event.isComposing
    const again = () => isComposing || field.dispatchEvent(new Event(sign, { bubbles: true }))
    this.keep(
      field,
      sign,
      again,
      ({ isTrusted }) => isTrusted || type === 'file' || this.retype(field, value),
    )
  }

  /** React looks for a difference to what it woke up with, and may have put its own text there since. */
  retype(field: Typed, value: string): void {
    const { selectionStart, selectionEnd, value: present } = field
    field.value = value === '' ? '0' : ''
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value)
    if (present === value && selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** A form without an address that nobody has taken: the browser would put its fields into the page's. */
  onSubmit(event: SubmitEvent): void {
    const { target: form, submitter, defaultPrevented } = event
    if (!(form instanceof HTMLFormElement) || form.hasAttribute('action') || defaultPrevented) return
    event.preventDefault()
    const kept = this.keep(form, 'submit', () => {
      kept.stop()
      form.requestSubmit(submitter)
    })
    kept.at = submitter
  }

  /** Kept only where there is a frame, whose keys they are: not on the way in. */
  onKey(event: KeyboardEvent, target: Element): void {
    if (this.hasKeys || event.altKey || event.isComposing) return
    const isWanted =
      event.ctrlKey || event.metaKey
        ? event.code === 'KeyK'
        : /^[^ ]$/.test(event.key) && !/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
    if (!isWanted || !document.querySelector('[data-rail]')) return
    event.preventDefault()
    this.keys.push(event)
  }

  onKeys(): void {
    this.hasKeys = true
    // Not in the middle of React's work, which would let what a key does come later than the next key.
    window.setTimeout(() => this.pressKeys())
  }

  /** One by one, so that what the first has opened gets the others. */
  pressKeys(): void {
    const event = this.keys.shift()
    if (!event) return
    const field = document.querySelector<HTMLInputElement>('[data-overlay] input')
    if (!field) document.body.dispatchEvent(new KeyboardEvent('keydown', event))
    else {
      field.focus()
      document.execCommand('insertText', false, event.key)
    }
    window.setTimeout(() => this.pressKeys(), 50)
  }

  /** Keeps what was done to an element until an event of its kind arrives there. */
  keep(element: Element, type: string, again: () => void, arrived?: (event: Event) => void): Kept {
    this.waiting.get(element)?.stop()
    const arrive = (event: Event) => {
      if (!this.isAwake) return
      kept.stop()
      arrived?.(event)
    }
    const stop = () => {
      element.removeEventListener(type, arrive)
      this.waiting.delete(element)
      kept.dimmed?.cancel()
    }
    const kept: Kept = { again, stop }
    element.addEventListener(type, arrive)
    this.waiting.set(element, kept)
    this.timer ||= window.setTimeout(() => this.tick(), 50)
    return kept
  }

  /** One thing at a time: what was typed into a form has come before the form is sent. */
  tick(): void {
    for (const [element, kept] of [...this.waiting]) {
      kept.dimmed ??= kept.at?.animate({ opacity: 0.5 }, { duration: 100, fill: 'forwards' })
      if (!element.isConnected) kept.stop()
      else if (this.isAwake) kept.again()
      if (!this.waiting.has(element)) break
    }
    this.timer = this.waiting.size > 0 ? window.setTimeout(() => this.tick(), 50) : 0
  }
}
