import { type ComponentType, type FunctionComponent, lazy } from 'react'
import { isOutdated } from './outdated.ts'

const AGAIN_MS = 2000

type Load<Props> = () => Promise<FunctionComponent<Props>>

/** Fetches code as often as a bad line needs: while there is none at all, and some times more. Rejects with the last error. */
async function insist<T>(load: () => Promise<T>, times = 5): Promise<T> {
  try {
    return await load()
  } catch (error) {
    // What is gone for good does not break the page that is still there: the person is told to reload it.
    if (isOutdated()) return new Promise(() => undefined)
    if (times === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    return insist(load, navigator.onLine === false ? times : times - 1)
  }
}

/**
 * A part of a screen whose code comes after the page. What a page can be read without is in the HTML as the server drew it,
 * and awake as soon as its code is there; what is done to it before then is done then (`EarlyInput`). What floats is fetched
 * when it is asked for. So the page's first load is the frame alone.
 */
export function later<Props extends object>(load: Load<Props>): FunctionComponent<Props> {
  const Part: ComponentType<Props> = lazy(async () => ({ default: await insist(load) }))
  // React takes what a page names for lazy already, and refuses what is lazy twice.
  return (props) => <Part {...props} />
}
