// Parts whose code is fetched when they are first drawn, or once the window has nothing better to do.
// Not React.lazy: a Suspense fallback, even an empty one, holds back what comes after it for 300 ms.
import { type ComponentType, useSyncExternalStore } from 'react'

type Module<P> = { default: ComponentType<P> }
export type Part<P> = { subscribe: (listener: () => void) => () => void; current: () => ComponentType<P> | null }

const idle = (): Promise<unknown> => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }))

/** A part whose code is asked for as soon as somebody draws it. */
export const part = <P extends object>(load: () => Promise<Module<P>>): Part<P> => {
  let component: ComponentType<P> | null = null
  let isAsked = false
  const listeners = new Set<() => void>()
  const ask = async () => {
    isAsked = true
    component = (await load()).default
    for (const listener of listeners) listener()
  }
  return {
    current: () => component,
    subscribe: (listener) => {
      listeners.add(listener)
      if (!isAsked) void ask()
      return () => listeners.delete(listener)
    },
  }
}

/** A part that nobody needs in the first picture. */
export const latePart = <P extends object>(load: () => Promise<Module<P>>): Part<P> => part(() => idle().then(load))

/** Draws nothing until the code is there, then the part at once. */
export function Loaded<P extends object>({ of, props }: { of: Part<P>; props: P }) {
  const Component = useSyncExternalStore(of.subscribe, of.current)
  return Component ? <Component {...props} /> : null
}
