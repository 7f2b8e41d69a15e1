// The throw-away process for c1z files as a utility process: the app cannot be started as plain Node.
import { utilityProcess } from 'electron'
import type { StartChild } from '../exchange/c1z/messages-between.ts'

const MEMORY_MB = 512

export const utilityChild =
  (script: string): StartChild =>
  () => {
    const child = utilityProcess.fork(script, [], {
      serviceName: 'Attest file exchange',
      stdio: 'ignore',
      env: {},
      execArgv: [`--max-old-space-size=${MEMORY_MB}`, '--max-semi-space-size=4'],
    })
    let isGone = false
    child.once('exit', () => {
      isGone = true
    })
    return {
      pid: child.pid,
      send: (order) => child.postMessage(order),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', listener),
      // Ended at once also in the middle of a long computation; before it has begun there is no process to end.
      kill: () => {
        if (isGone) return
        if (child.pid === undefined) child.once('spawn', () => child.kill())
        else process.kill(child.pid, 'SIGKILL')
      },
    }
  }
