// A whole workbench: demo team, sign-in, store, a sync, a campaign with decisions, and provisioning over it. Nothing waits.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { DEMO_APP, type DemoTeam, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import type { Log } from '../../electron/dropbox/log.ts'
import { getAuthenticatedAdmin } from '../../electron/dropbox/team.ts'
import { createTeamClient, type TeamClient } from '../../electron/dropbox/team-client.ts'
import { cancelled, type Wait } from '../../electron/dropbox/wait.ts'
import { createProvisioning, LONGEST_STOP_MS, type Provisioning } from '../../electron/provisioning/provisioning.ts'
import { closeDatabase, openDatabase } from '../../electron/store/database.ts'
import { inProcess } from '../../electron/store/remote.ts'
import { createStores, type Stores } from '../../electron/store/stores.ts'
import { createSyncs } from '../../electron/sync/syncs.ts'
import type { Item, Verdict } from '../../shared/domain/campaign.ts'
import type { CampaignId, PlanId } from '../../shared/domain/ids.ts'
import type { Plan, Step } from '../../shared/domain/plan.ts'
import { signIn } from '../demo-team/support.ts'
import { connection as sampleConnection } from '../support/sample-team.ts'

export const WRITES = [
  'team/members/set_admin_permissions_v2',
  'team/groups/members/set_access_type',
  'team/groups/members/remove',
  'team/members/suspend',
] as const

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

type People = Record<'roles' | 'owner' | 'member' | 'leaver', { id: string; email: string }>

export type Workbench = {
  demo: DemoTeam
  people: People
  groupId: string
  stores: Stores
  client: TeamClient
  provisioning: Provisioning
  campaignId: CampaignId
  waits: number[]
  /** Decides the item that this person holds on this resource (`licence` for the licence). */
  decide(who: keyof People, resourceName: string, verdict: Verdict): number
  sync(): Promise<void>
  /** Applies (or retries) and waits until the plan is not running any more. */
  applied(planId: PlanId, how?: 'apply' | 'retry'): Promise<Plan>
  settled(planId: PlanId): Promise<Plan>
  /** What reached the write routes, answered with 200 or reset. */
  writes(): { route: string; status: number | 'reset'; argument: unknown }[]
  /** The app ends without another word and is opened again on the same file. */
  restart(): void
  provisioningWith(client: TeamClient): Provisioning
}

/** Four people around one group: `roles` holds Support and Billing admin, `leaver` Content admin. */
const drawPeople = (demo: DemoTeam) => {
  const join = (givenName: string) => {
    const email = `${givenName.toLowerCase()}@demo.example`
    const { id } = demo.team.addMember({ email, givenName, surname: 'Test', joined: true })
    return { id, email }
  }
  const people: People = { roles: join('Rosa'), owner: join('Odin'), member: join('Mia'), leaver: join('Levi') }
  demo.team.giveRole(people.roles.id, 'Support admin')
  demo.team.giveRole(people.roles.id, 'Billing admin')
  demo.team.giveRole(people.leaver.id, 'Content admin')
  const { id: groupId } = demo.team.createGroup({ name: 'Vault' })
  demo.team.addToGroup(groupId, people.owner.id, 'owner')
  demo.team.addToGroup(groupId, people.member.id)
  demo.team.addToGroup(groupId, people.leaver.id)
  return { people, groupId }
}

export const openWorkbench = async (options: { scope?: string } = {}): Promise<Workbench> => {
  const demo = await startDemoTeam({ members: 30 })
  onTestFinished(() => demo.close())
  const { people, groupId } = drawPeople(demo)
  const tokens = await signIn(demo, options.scope ? { scope: options.scope } : {})

  let now = Date.now()
  const clock = () => new Date(++now)
  const waits: number[] = []
  const wait: Wait = async (ms, signal) => {
    if (signal?.aborted) throw cancelled()
    // Quitting gives an answer this long; here it takes as long as it takes.
    if (ms === LONGEST_STOP_MS)
      await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }))
    waits.push(ms)
    now += ms
  }
  const client = createTeamClient({
    appKey: DEMO_APP.key,
    refreshToken: tokens.refresh_token ?? '',
    baseUrl: demo.url,
    log: silent,
    clock,
    wait,
    random: () => 0.5,
  })

  let ids = 0
  const newId = (prefix: string) => `${prefix}_${++ids}`
  const file = join(mkdtempSync(join(tmpdir(), 'attest-plans-')), 'workspace.db')
  let db = openDatabase(file)
  onTestFinished(() => closeDatabase(db))
  let stores = createStores(db)
  const provisioningWith = (of: TeamClient) =>
    createProvisioning({
      stores: inProcess(stores),
      clientFor: async () => of,
      clock,
      newId,
      log: silent,
      announce: () => {},
      wait,
    })
  let provisioning = provisioningWith(client)

  const admin = await getAuthenticatedAdmin(client)
  const connection = sampleConnection({ authorizedAs: admin, grantedScopes: tokens.scope.split(' ') })
  const { connectionId } = connection
  stores.connections.save(connection)
  const sync = async () => {
    const syncs = createSyncs({
      stores: inProcess(stores),
      clientFor: async () => client,
      clock,
      newId,
      appVersion: '0.1.0',
      log: silent,
      announce: () => {},
      onSnapshot: (snapshotId) => provisioning.noteSnapshot(snapshotId),
    })
    await syncs.start({ connectionId })
    for await (const event of syncs.watch(connectionId)) {
      if (event.kind === 'failed') throw new Error(`the sync failed: ${event.failure.kind}`)
      if (event.kind === 'done' || event.kind === 'idle') return
    }
  }
  await sync()

  const campaignId = newId('camp') as CampaignId
  const reviewer = { accountId: admin.accountId, name: admin.displayName }
  const snapshot = stores.snapshots.newest(connectionId)
  if (!snapshot) throw new Error('no snapshot')
  const openedAt = clock().toISOString()
  await stores.campaigns.open({
    campaignId,
    snapshotId: snapshot.snapshotId,
    name: 'Review',
    scope: { kind: 'everything' },
    dueOn: null,
    openedAt,
    openedBy: reviewer,
  })
  const itemsOf = async (): Promise<Item[]> => {
    const found: Item[] = []
    for (;;) {
      const window = { offset: found.length, limit: 500 }
      const filters = { search: '', show: 'all' } as const
      const query = { grouping: 'flat', groupKey: null, filters, window } as const
      const { rows, total } = await stores.campaigns.items(campaignId, query, null)
      found.push(...rows)
      if (found.length >= total) return found
    }
  }
  const items = await itemsOf()
  demo.calls.reset()

  const settled = async (planId: PlanId): Promise<Plan> => {
    const abort = new AbortController()
    for await (const plan of provisioning.watch({ planId }, abort.signal)) if (plan.state !== 'running') return plan
    throw new Error('the watch ended')
  }

  return {
    demo,
    people,
    groupId,
    get stores() {
      return stores
    },
    client,
    get provisioning() {
      return provisioning
    },
    campaignId,
    waits,
    decide: (who, resourceName, verdict) => {
      const item = items.find(
        (i) =>
          String(i.account.accountId) === people[who].id &&
          (resourceName === 'licence' ? i.resourceType === 'licence' : i.resourceName === resourceName),
      )
      if (!item) throw new Error(`no item for ${who} on ${resourceName}`)
      const at = clock().toISOString()
      const { decided, skipped } = stores.campaigns.decide({
        campaignId,
        itemNos: [item.itemNo],
        verdict,
        reason: 'Not needed any more',
        reviewer,
        openedAt: at,
        decidedAt: at,
        includePrivileged: true,
      })
      if (decided.length !== 1) throw new Error(skipped[0]?.why)
      return item.itemNo
    },
    sync,
    settled,
    applied: async (planId, how = 'apply') => {
      await provisioning[how]({ planId })
      return settled(planId)
    },
    writes: () =>
      demo.calls
        .filter((call) => (WRITES as readonly string[]).includes(call.route))
        .map(({ route, status, argument }) => ({ route, status, argument })),
    restart: () => {
      closeDatabase(db)
      db = openDatabase(file)
      stores = createStores(db)
      provisioning = provisioningWith(client)
    },
    provisioningWith,
  }
}

export const states = (plan: Plan) => plan.steps.map((step) => [step.action.kind, step.state])
export const stepOf = (plan: Plan, kind: Step['action']['kind']): Step => {
  const step = plan.steps.find((candidate) => candidate.action.kind === kind)
  if (!step) throw new Error(`no step ${kind}`)
  return step
}
