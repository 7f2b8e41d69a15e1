// Child processes of the benchmarks: started, heard once, ended.
import { type ChildProcess, fork } from 'node:child_process'

export type Started<T> = { child: ChildProcess; message: T }

/** Starts a benchmark module and waits for its first message. */
export const startModule = <T>(module: string, args: readonly string[]): Promise<Started<T>> =>
  new Promise((resolve, reject) => {
    const child = fork(new URL(module, import.meta.url), args)
    child.once('message', (message) => resolve({ child, message: message as T }))
    child.once('exit', (code) => reject(new Error(`${module} ended with ${code} before it said anything`)))
  })

export const endModule = ({ child }: { child: ChildProcess }): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    if (child.connected) child.disconnect()
  })
