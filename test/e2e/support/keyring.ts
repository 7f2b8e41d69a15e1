// A desktop session of its own with an unlocked keyring, as most Linux desktops have one. Leaves the user's alone.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type Keyring = {
  /** For programs of this session. */
  env: Record<string, string>
  stop(): Promise<void>
}

/**
 * @param folder where the keyring's files are kept; the same one opens the same keyring again
 * @throws Error when D-Bus or gnome-keyring cannot be started, with what they said
 */
export const startKeyring = async (folder: string, password = 'login password'): Promise<Keyring> => {
  mkdirSync(folder, { recursive: true })
  // Sockets lie here, and the path of a socket holds about a hundred characters at most.
  const sockets = mkdtempSync(join(tmpdir(), 'keyring-'))
  const env = { XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: sockets }
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
    env: { ...process.env, ...env },
  })
  const address = await firstLine(bus, 'dbus-daemon')
  const session = { ...env, DBUS_SESSION_BUS_ADDRESS: address }
  try {
    await unlock({ ...process.env, ...session }, password)
  } catch (error) {
    bus.kill()
    throw error
  }
  return {
    env: session,
    // The keyring goes with its bus.
    stop: async () => {
      bus.kill()
      await once(bus, 'exit')
      rmSync(sockets, { recursive: true, force: true })
    },
  }
}

/** Goes to the background by itself once it answers on the bus. */
const unlock = async (env: NodeJS.ProcessEnv, password: string): Promise<void> => {
  const daemon = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  daemon.stdin.end(password)
  const [code] = await once(daemon, 'exit')
  if (code !== 0) throw new Error(`gnome-keyring-daemon ended with ${code}`)
}

const firstLine = (child: ChildProcessWithoutNullStreams, name: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text) => {
      complaint += text
    })
    child.once('error', (error) => reject(new Error(`${name} could not be started: ${error.message}`)))
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}: ${complaint}`)))
    createInterface(child.stdout).once('line', resolve)
  })
