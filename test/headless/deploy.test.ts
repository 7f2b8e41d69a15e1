import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { type GivenFlags, OPTIONS, type OptionSpec, variablesOf } from '../../electron/headless/options.ts'
import { COMMANDS } from '../../electron/headless/program.ts'
import { readSettings } from '../../electron/headless/settings.ts'
import packageFile from '../../package.json' with { type: 'json' }

const read = (file: string): string => readFileSync(join(import.meta.dirname, '../../deploy', file), 'utf8')

const variables = new Set(Object.values<OptionSpec>(OPTIONS).flatMap(variablesOf))

/** The words of an `attest …` command as it would read them: fails on a command, flag or value it does not know. */
const readCommand = (words: readonly string[]): { name: string; given: GivenFlags } => {
  const [name = '', ...rest] = words
  const command = COMMANDS.find((known) => known.name.split(' ')[0] === name)
  if (!command) throw new Error(`no command ${name}`)
  const given: Record<string, string | boolean> = {}
  for (let i = 0; i < rest.length; i += 1) {
    const word = rest[i] ?? ''
    const option = command.options.find((known) => (OPTIONS[known] as OptionSpec).flags?.split(/[ ,]+/).includes(word))
    if (!option) throw new Error(`attest ${name} has no ${word}`)
    const takesValue = (OPTIONS[option] as OptionSpec).flags?.includes('<') ?? false
    given[option] = takesValue ? (rest[++i] ?? '') : true
  }
  readSettings(given, {})
  return { name, given }
}

const expectOurs = (names: readonly string[]): void => {
  expect(names.length).toBeGreaterThan(0)
  for (const name of names) expect(variables).toContain(name)
}

describe('readCommand', () => {
  it('fails on what the command does not know', () => {
    expect(() => readCommand(['serve', '--ever', '1h'])).toThrow('no --ever')
    expect(() => readCommand(['server'])).toThrow('no command')
    expect(() => readCommand(['serve', '--health-check-port', 'x'])).toThrow('--health-check-port')
  })
})

/** Instructions with their continued lines joined; fails on a line that is neither an instruction nor a comment. */
const dockerInstructions = (text: string): { name: string; rest: string }[] =>
  text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name, rest] =
        /^(FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|ENTRYPOINT|CMD|HEALTHCHECK) (.+)$/.exec(line) ?? []
      if (!name || rest === undefined) throw new Error(`not an instruction: ${line}`)
      return { name, rest }
    })

describe('Dockerfile', () => {
  const instructions = dockerInstructions(read('Dockerfile'))
  const last = (name: string): string => instructions.findLast((one) => one.name === name)?.rest ?? ''

  it('runs a command that there is, from a file that the build makes', () => {
    expect(JSON.parse(last('ENTRYPOINT'))).toEqual(['node', '/app/dist/headless/headless.js'])
    expect(readCommand(JSON.parse(last('CMD'))).name).toBe('serve')
    expect(instructions.some(({ name, rest }) => name === 'RUN' && rest.startsWith('npm run build'))).toBe(true)
    expect(Object.keys(packageFile.scripts)).toContain('build')
  })

  it('is not root, and sets variables that are read', () => {
    expect(last('USER')).toBe('node')
    const own = [...last('ENV').matchAll(/([A-Z_]+)=/g)].map(([, name]) => name ?? '')
    expectOurs(own.filter((name) => name !== 'NODE_ENV'))
    expect(instructions.filter(({ name }) => name === 'FROM').map(({ rest }) => rest.split(' ')[0])).toEqual([
      'node:24-bookworm-slim',
      'node:24-bookworm-slim',
    ])
  })
})

type Container = {
  args: string[]
  env: { name: string; value: string }[]
  ports: { name: string; containerPort: number }[]
  livenessProbe: { httpGet: { path: string; port: string } }
  securityContext: unknown
  volumeMounts: { name: string; mountPath: string }[]
}
type Pod = {
  securityContext: unknown
  containers: Container[]
  volumes: { name: string; secret?: { secretName: string } }[]
}

const documentsOf = (file: string): { kind: string; metadata: { name: string }; [key: string]: unknown }[] =>
  parseAllDocuments(read(file)).map((document) => {
    expect(document.errors).toEqual([])
    return document.toJS()
  })

describe('Kubernetes manifests', () => {
  const [secret] = documentsOf('kubernetes/secret.yaml')
  const deployment = documentsOf('kubernetes/deployment.yaml').find(({ kind }) => kind === 'Deployment')
  if (!deployment) throw new Error('no deployment')
  const { replicas, strategy, template } = deployment['spec'] as {
    replicas: number
    strategy: { type: string }
    template: { spec: Pod }
  }
  const pod = template.spec
  const [container] = pod.containers
  if (!container || !secret) throw new Error('no container or no secret')
  const variable = (name: string): string => container.env.find((one) => one.name === name)?.value ?? ''

  it('run a command that there is, with variables that are read', () => {
    const { name, given } = readCommand(container.args)
    expect(name).toBe('serve')
    expectOurs(container.env.map((one) => one.name))
    expect(container.ports.map(({ containerPort }) => String(containerPort))).toEqual([given.healthCheckPort])
  })

  it('ask for health where it answers', () => {
    const { path, port } = container.livenessProbe.httpGet
    expect(path).toBe('/health')
    expect(container.ports.map(({ name }) => name)).toContain(port)
    // The kubelet comes from outside the pod.
    expect(variable('BATON_HEALTH_CHECK_BIND_ADDRESS')).toBe('0.0.0.0')
  })

  it('give it nothing it does not need', () => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    // One process a workspace, also while a new version is rolled out.
    expect({ replicas, strategy }).toEqual({ replicas: 1, strategy: { type: 'Recreate' } })
  })

  it('mount every secret that is read, and a place for all that is written', () => {
    const keys = Object.keys(secret['stringData'] as Record<string, string>)
    const folder = container.volumeMounts.find(({ name }) => name === 'secrets')?.mountPath
    const files = container.env.filter(({ name }) => name.endsWith('_FILE')).map(({ value }) => value)
    expect(files.sort()).toEqual(keys.map((key) => `${folder}/${key}`).sort())
    expect(pod.volumes.find(({ name }) => name === 'secrets')?.secret?.secretName).toBe(secret.metadata.name)
    expect(container.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(
      expect.arrayContaining([variable('ATTEST_WORKSPACE'), '/tmp']),
    )
    expect(pod.volumes.map(({ name }) => name).sort()).toEqual(container.volumeMounts.map(({ name }) => name).sort())
  })
})

/** Sections of `Name=value` lines; fails on a line that is neither. */
const unitOf = (text: string): Map<string, [string, string][]> => {
  const sections = new Map<string, [string, string][]>()
  let current: [string, string][] | undefined
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const section = /^\[(Unit|Service|Install)\]$/.exec(line)?.[1]
    if (section) {
      current = []
      sections.set(section, current)
      continue
    }
    const [, name, value] = /^([A-Z][A-Za-z]+)=(.*)$/.exec(line) ?? []
    if (!name || value === undefined || !current) throw new Error(`not a setting: ${line}`)
    current.push([name, value])
  }
  return sections
}

describe('systemd unit', () => {
  const sections = unitOf(read('systemd/attest.service'))
  const service = sections.get('Service') ?? []
  const all = (name: string): string[] => service.filter(([known]) => known === name).map(([, value]) => value)

  it('runs a command that there is, with variables that are read', () => {
    const [node, script, ...words] = all('ExecStart')[0]?.split(' ') ?? []
    expect([node, script]).toEqual(['/usr/bin/node', '/opt/attest/dist/headless/headless.js'])
    expect(readCommand(words).name).toBe('serve')
    expectOurs(all('Environment').map((line) => line.split('=')[0] ?? ''))
  })

  it('gets every credential that is read', () => {
    const loaded = all('LoadCredential').map((line) => `%d/${line.split(':')[0]}`)
    const files = all('Environment')
      .filter((line) => line.includes('_FILE='))
      .map((line) => line.split('=')[1] ?? '')
    expect(files.sort()).toEqual(loaded.sort())
  })

  it('is kept from what it does not need', () => {
    expect(Object.fromEntries(service)).toMatchObject({
      DynamicUser: 'yes',
      NoNewPrivileges: 'yes',
      CapabilityBoundingSet: '',
      ProtectSystem: 'strict',
      ProtectHome: 'yes',
      PrivateTmp: 'yes',
      RestrictSUIDSGID: 'yes',
      SystemCallFilter: '@system-service',
    })
    expect(all('RestartPreventExitStatus')).toEqual(['2 3'])
    expect(sections.get('Install')).toEqual([['WantedBy', 'multi-user.target']])
  })
})
