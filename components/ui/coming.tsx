'use client'

import { useLinkStatus } from 'next/link'
import { createPortal } from 'react-dom'

/** At the upper edge of the window, where it takes long enough to be seen. */
const line =
  'fixed inset-x-0 top-0 z-50 h-0.5 bg-accent transition-opacity delay-75 duration-150 starting:opacity-0'

/** Stands for something that floats while its code is fetched. The keys of the page are at rest as if it were there already. */
export const Coming = () => <span data-overlay="" className={line} />

/** In a link that was pressed: the next page is on its way. Above everything, wherever the link is. */
export const Going = () => useLinkStatus().pending && createPortal(<span className={line} />, document.body)
