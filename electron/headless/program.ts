// The commands, their flags and their help. What a command does is loaded when it is asked for.
import { Command, CommanderError } from 'commander'
import { EXIT, type ExitCode, usage } from './exit.ts'
import { type GivenFlags, OPTIONS, type OptionName, type OptionSpec, variablesOf } from './options.ts'
import { readSettings, secretsOf } from './settings.ts'
import type { Act, Surroundings } from './surroundings.ts'

const DROPBOX = ['appKey', 'appSecret', 'refreshToken', 'provisioning', 'baseUrl'] as const
const PLACE = ['workspace', 'connection', 'key', 'passphrase'] as const
const LOG = ['logLevel', 'logFormat'] as const
const LIST = ['output', 'snapshot', 'file'] as const
const READING = [...DROPBOX, ...PLACE, ...LOG] as const
/** No team is asked. */
const OFFLINE = [...PLACE, ...LOG] as const

type CommandSpec = {
  name: string
  text: string
  options: readonly OptionName[]
  act: () => Promise<Act>
}

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'sync',
    text: 'read the whole team once, and keep it as a snapshot',
    options: ['file', 'syncUserLastLogin', 'output', ...READING],
    act: async () => (await import('./sync.ts')).sync,
  },
  {
    name: 'serve',
    text: 'sync at regular intervals, and answer GET /health',
    options: ['every', 'healthCheckPort', 'healthCheckBindAddress', 'file', 'syncUserLastLogin', ...READING],
    act: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'login',
    text: 'sign in: prints an address, takes the code, gives a refresh token (or keeps it in the workspace)',
    options: ['appKey', 'appSecret', 'provisioning', 'baseUrl', ...PLACE, ...LOG],
    act: async () => (await import('./login.ts')).login,
  },
  {
    name: 'status',
    text: 'the connections, what they may do, their last syncs and newest snapshots',
    options: ['output', ...READING],
    act: async () => (await import('./status.ts')).status,
  },
  {
    name: 'accounts',
    text: 'the accounts of a snapshot',
    options: [...LIST, 'status', ...READING],
    act: async () => (await import('./lists.ts')).accounts,
  },
  {
    name: 'entitlements',
    text: 'the entitlements of a snapshot: roles, groups and licences, and how many hold each',
    options: [...LIST, ...READING],
    act: async () => (await import('./lists.ts')).entitlements,
  },
  {
    name: 'grants',
    text: 'the grants of a snapshot: who holds what',
    options: [...LIST, ...READING],
    act: async () => (await import('./lists.ts')).grants,
  },
  {
    name: 'access <account>',
    text: 'what one account has, by e-mail or id',
    options: ['output', 'snapshot', ...READING],
    act: async () => (await import('./access.ts')).access,
  },
  {
    name: 'snapshots',
    text: 'the snapshots of the workspace, newest first',
    options: ['output', ...OFFLINE],
    act: async () => (await import('./snapshots.ts')).snapshots,
  },
  {
    name: 'diff <before> <after>',
    text: 'what differs between two snapshots, by their numbers',
    options: ['output', 'file', ...OFFLINE],
    act: async () => (await import('./diff.ts')).diff,
  },
  {
    name: 'export',
    text: 'write a snapshot to a file: .c1z for the baton command, .jsonl, .csv or .xlsx',
    options: ['file', 'snapshot', 'what', 'withVerifier', ...OFFLINE],
    act: async () => (await import('./export.ts')).exportFile,
  },
  {
    name: 'import <file>',
    text: 'read a c1z file of any connector: each sync in it becomes a snapshot',
    options: ['output', ...OFFLINE],
    act: async () => (await import('./import.ts')).importFile,
  },
  {
    name: 'verify',
    text: 'compute digests again, of all snapshots or of one',
    options: ['output', 'snapshot', ...OFFLINE],
    act: async () => (await import('./verify.ts')).verify,
  },
  {
    name: 'logs',
    text: 'the log of a sync run',
    options: ['output', 'run', 'snapshot', ...OFFLINE],
    act: async () => (await import('./logs.ts')).logs,
  },
]

const EXIT_WORDS = 'Exit codes: 0 done, 1 failed, 2 wrong use, 3 sign-in needed, 4 incomplete.'
const BESIDE_WORDS =
  'One process at a time writes to a workspace; commands that only read work beside it, as beside attest serve.'

const addCommand = (program: Command, spec: CommandSpec, around: Surroundings, ended: (code: ExitCode) => void) => {
  const command = program.command(spec.name).description(`${spec.text[0]?.toUpperCase()}${spec.text.slice(1)}.`)
  const fromEnvironment: string[] = []
  for (const name of spec.options) {
    const option: OptionSpec = OPTIONS[name]
    const variables = variablesOf(option).join(', ')
    if (option.flags) command.option(option.flags, variables ? `${option.text} [${variables}]` : option.text)
    else fromEnvironment.push(`  ${variables}\n      ${option.text}`)
  }
  if (fromEnvironment.length > 0)
    command.addHelpText('after', `\nFrom the environment only:\n${fromEnvironment.join('\n')}`)
  command.addHelpText('after', `\n${EXIT_WORDS}`)
  command.action(async (...args: unknown[]) => {
    const words = args.slice(0, -2).map(String)
    const settings = readSettings(args.at(-2) as GivenFlags, around.env)
    around.hide(secretsOf(settings))
    const act = await spec.act()
    ended(await act(settings, around, words))
  })
}

/** The one that is named, or all: the words and flags of the others take as long to be put together as a request. */
const meantBy = ([word]: readonly string[]): readonly CommandSpec[] => {
  const named = COMMANDS.filter(({ name }) => name.split(' ', 1)[0] === word)
  return named.length > 0 ? named : COMMANDS
}

const BY_ITSELF: ReadonlySet<string> = new Set(['commander.helpDisplayed', 'commander.version'])

/** Commander's "error: unknown option '--x'" as a sentence. */
const sentenceOf = (message: string): string => {
  const text = message
    .replace(/^error: /, '')
    .replaceAll("'", '')
    .replace(/\s+/g, ' ')
    .trim()
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1).replace(/\.$/, '')}. See attest --help.`
}

/** @returns the exit code; whatever is wrong with the words themselves is a Refusal */
export const runProgram = async (words: readonly string[], around: Surroundings): Promise<ExitCode> => {
  let code: ExitCode = EXIT.done
  const program = new Command('attest')
    .description('Reads who has access to what in a Dropbox team, without a window.')
    .version(around.appVersion)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ writeOut: (text) => around.out(text), writeErr: () => {} })
    .addHelpText('after', `\nattest <command> --help explains each flag.\n${BESIDE_WORDS}\n${EXIT_WORDS}`)
  for (const spec of meantBy(words)) addCommand(program, spec, around, (ended) => (code = ended))
  try {
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (BY_ITSELF.has(error.code)) return EXIT.done
    throw usage(error.code === 'commander.help' ? 'Say what to do: see attest --help.' : sentenceOf(error.message))
  }
  return code
}
