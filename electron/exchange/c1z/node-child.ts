// The throw-away process as a child of plain Node: for the command line and for tests.
import { fork } from 'node:child_process'
import type { StartChild } from './messages-between.ts'

/** Enough for ten thousand users with a hundred grants each; a file that needs more is refused, not endured. */
const MEMORY_MB = 512

export const nodeChild =
  (script: string): StartChild =>
  () => {
    const child = fork(script, [], {
      stdio: 'ignore',
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${MEMORY_MB}`, '--max-semi-space-size=4'],
      // Nothing of the parent's environment is needed, and some of it is secret.
      env: {},
    })
    return {
      pid: child.pid,
      send: (order) => void child.send(order),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => {
        child.once('exit', listener)
        child.once('error', listener)
      },
      kill: () => void child.kill('SIGKILL'),
    }
  }
