// Parts that nobody needs in the first picture.
import { type ComponentType, lazy } from 'react'

const idle = (): Promise<unknown> => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }))

/** A component that is loaded once the window has nothing better to do, at the latest after a second. */
export const lazyAfterIdle = <P extends object>(load: () => Promise<{ default: ComponentType<P> }>) =>
  lazy(() => idle().then(load))
