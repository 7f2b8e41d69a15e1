// A desk for syncing: use cases over a store in memory, a signed-in demo team, time that passes only when waited for.
import { isDeepStrictEqual } from 'node:util'
import type { DemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Fetch } from '../../electron/dropbox/transport.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { inProcess } from '../../electron/store/remote.ts'
import { createStores } from '../../electron/store/stores.ts'
import { createSyncs, type SyncDependencies } from '../../electron/sync/syncs.ts'
import { type Connection, scopesFor } from '../../shared/domain/connection.ts'
import type { AccountId, ConnectionId, SnapshotId } from '../../shared/domain/ids.ts'
import type { SyncEvent, SyncRun } from '../../shared/domain/sync-run.ts'
import { collectLog, connectClient } from '../dropbox/support.ts'

/** Asks for smaller pages than the client would, so that a small team has many. */
export const withPagesOf =
  (limit: number): Fetch =>
  (input, init) => {
    const body = typeof init?.body === 'string' && init.body.startsWith('{') ? JSON.parse(init.body) : null
    return fetch(input, body && 'limit' in body ? { ...init, body: JSON.stringify({ ...body, limit }) } : init)
  }

let last = 0

/** A store in memory. */
export const openStores = (): SyncDependencies['stores'] => inProcess(createStores(openDatabase(':memory:')))

export const createSyncDesk = async (
  demo: DemoTeam,
  options: Partial<SyncDependencies> & { scope?: string; fetch?: Fetch } = {},
) => {
  // What is read beside accounts and access has tests of its own, with scopes of its own.
  const { scope = scopesFor('provisioning').join(' '), fetch, stores = openStores(), ...overrides } = options
  const signedIn = await connectClient(demo, { scope, ...(fetch ? { fetch } : {}) })
  const { client, tokens } = signedIn
  const connectionId = 'conn_1' as ConnectionId
  const connection: Connection = {
    connectionId,
    kind: 'dropbox',
    label: 'Ours',
    teamId: demo.team.teamId,
    teamName: demo.team.name,
    appKey: 'key',
    purpose: 'provisioning',
    authorizedAs: { accountId: 'dbmid:admin' as AccountId, displayName: 'Ada', email: 'ada@acme.example' },
    grantedScopes: tokens.scope.split(' '),
    connectedAt: '2026-11-20T11:00:00Z',
    status: 'connected',
    attention: null,
  }
  await stores.connections.save(connection)
  const { log } = collectLog()
  const announced: string[] = []
  const syncs = createSyncs({
    stores,
    clientFor: async () => client,
    clock: signedIn.time.clock,
    newId: (prefix) => `${prefix}_${++last}`,
    appVersion: '0.0.0-test',
    log,
    announce: (topic) => void announced.push(topic),
    ...overrides,
  })

  /** Starts a sync and waits for its end. */
  const sync = async (): Promise<{ end: SyncEvent; run: SyncRun; events: SyncEvent[] }> => {
    const events: SyncEvent[] = []
    const watching = new AbortController()
    const heard = (async () => {
      for await (const event of syncs.watch(connectionId, watching.signal)) {
        events.push(event)
        if (event.kind !== 'idle' && event.kind !== 'progress') return event
      }
      throw new Error('it stopped being told')
    })()
    await syncs.start({ connectionId })
    const end = await heard
    const run = (await syncs.runs(connectionId))[0]
    if (!run) throw new Error('the run is not on record')
    return { end, run, events }
  }
  return { ...signedIn, stores, syncs, sync, connectionId, announced, connection }
}
export type SyncDesk = Awaited<ReturnType<typeof createSyncDesk>>

/** Every grant as `account role/id/entitlement`, as the snapshot holds it. */
export const grantsIn = async ({ stores }: SyncDesk, snapshotId: SnapshotId): Promise<string[]> => {
  const rows = await accountsIn(stores, snapshotId)
  const grants: string[] = []
  for (const { accountId } of rows) {
    const { grants: held } = await stores.snapshots.account({ snapshotId, accountId })
    for (const grant of held) grants.push(`${accountId} ${grant.resourceType}/${grant.resourceId}/${grant.entitlement}`)
  }
  return grants.sort()
}

export const accountsIn = async (stores: SyncDesk['stores'], snapshotId: SnapshotId) => {
  const statuses = ['active', 'invited', 'suspended', 'removed'] as const
  const filters = {
    search: '',
    statuses: [...statuses],
    roleId: null,
    groupId: null,
    access: 'any',
    flag: null,
  } as const
  const window = { offset: 0, limit: 100_000 }
  const page = await stores.snapshots.accounts({
    snapshotId,
    filters: { ...filters, statuses: [...statuses] },
    sort: 'name',
    direction: 'asc',
    window,
  })
  return page.rows
}

/** Every grant there truly is, in the same form. */
export const grantsOf = ({ team }: DemoTeam): string[] => {
  const grants: string[] = []
  for (const member of team.members) {
    if (member.status === 'removed') continue
    grants.push(`${member.id} licence/full/assigned`)
    for (const roleId of member.roleIds) grants.push(`${member.id} role/${roleId}/member`)
  }
  for (const group of team.groups) {
    for (const member of team.membersOf(group)) {
      grants.push(`${member.id} group/${group.id}/${group.access.get(member.id) ?? 'member'}`)
    }
  }
  return grants.sort()
}

/** The snapshot holds exactly the team's accounts, with their status, and exactly its grants. */
export const isTrueState = async (desk: SyncDesk, demo: DemoTeam, snapshotId: SnapshotId): Promise<boolean> => {
  const held = (await accountsIn(desk.stores, snapshotId)).map((row) => `${row.accountId} ${row.status} ${row.email}`)
  const there = demo.team.members.map((member) => `${member.id} ${member.status} ${member.email}`)
  return (
    isDeepStrictEqual(held.sort(), there.sort()) && isDeepStrictEqual(await grantsIn(desk, snapshotId), grantsOf(demo))
  )
}

export const newestOf = async ({ stores, connectionId }: SyncDesk) => {
  const snapshot = await stores.snapshots.newest(connectionId)
  if (!snapshot) throw new Error('there is no snapshot')
  return snapshot
}
