// Parts whose code is loaded when they are first asked for, so that it takes no time while the app starts.

export type Lazy<T> = {
  (): Promise<T>
  /** Null when nobody has asked for it. */
  ifLoaded(): Promise<T> | null
}

export const lazy = <T>(load: () => Promise<T>): Lazy<T> => {
  let loading: Promise<T> | null = null
  const get = (): Promise<T> => {
    loading ??= load()
    return loading
  }
  return Object.assign(get, { ifLoaded: () => loading })
}
