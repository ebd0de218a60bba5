import { notFound } from 'next/navigation'

/** An address that no room has: it says so inside the frame. */
export default function MissingPage(): never {
  notFound()
}
