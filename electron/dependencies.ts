// Composition root: builds clients and use cases once per open workspace, for window and headless alike.
import { randomUUID } from 'node:crypto'
import type { SnapshotId } from '../shared/domain/ids.ts'
import type { Announcer } from './announcer.ts'
import { createCampaigns } from './campaigns/campaigns.ts'
import { createConnections } from './connections/connections.ts'
import { createDemoLauncher } from './connections/demo-launcher.ts'
import { createProxiedFetch } from './dropbox/proxied-fetch.ts'
import type { SystemProxy } from './dropbox/proxies.ts'
import type { Fetch } from './dropbox/transport.ts'
import type { StartChild } from './exchange/c1z/messages-between.ts'
import type { Dialogs } from './exchange/dialogs.ts'
import type { DroppedFiles } from './exchange/dropped.ts'
import { lazy } from './lazy.ts'
import type { Log } from './platform/log.ts'
import { createProvisioning } from './provisioning/provisioning.ts'
import { realTimers } from './schedule/recurring.ts'
import { createDiff } from './snapshots/diff.ts'
import { createHeldBack } from './snapshots/held-back.ts'
import { createInspection } from './snapshots/inspection.ts'
import { createQuestions } from './snapshots/questions.ts'
import { createUpkeep } from './snapshots/upkeep.ts'
import { createSyncs } from './sync/syncs.ts'
import type { OpenWorkspace } from './workspace/workspace.ts'

export type Surroundings = {
  appVersion: string
  clock: () => Date
  log: Log
  announcer: Announcer
  openBrowser: (url: string) => Promise<void>
  /** What the system says about proxies; without it only the environment is asked. */
  systemProxy?: SystemProxy | undefined
  /** Instead of one that finds its way through proxies. */
  fetch?: Fetch | undefined
  /** A test double instead of Dropbox. */
  baseUrl: string | undefined
  demo: { worker: URL; folder: string }
  /** Whether syncs read sign-ins, devices and linked apps where they are granted; they do unless told otherwise. */
  readsOptionalParts?: boolean
  /** The system's dialogs for files; none without a window. */
  dialogs?: (() => Promise<Dialogs>) | undefined
  /** The throw-away process for c1z files, and the folder it works in, which nobody else uses. */
  c1z?: { startChild: () => Promise<StartChild>; folder: string } | undefined
  /** Files handed to the app without a dialog. */
  dropped?: DroppedFiles | undefined
  /** Tells a person who may be looking elsewhere; without it the window alone says so. */
  alert?: ((title: string, text: string) => void) | undefined
}

/** `newId('run')` gives `run_` and 32 hex digits. */
export const newId = (prefix: string): string => `${prefix}_${randomUUID().replaceAll('-', '')}`

export const createDependencies = ({ stores, secrets }: OpenWorkspace, around: Surroundings) => {
  const { clock, log, announcer, appVersion } = around
  const { announce } = announcer
  const demo = createDemoLauncher(around.demo)
  const { openBrowser, baseUrl } = around
  const { fetch = createProxiedFetch({ env: process.env, systemProxy: around.systemProxy, clock }) } = around
  const connections = createConnections({
    ...{ stores, secrets, clock, newId, openBrowser, baseUrl, fetch, demo, log, announce },
  })
  const { clientFor } = connections
  const provisioning = createProvisioning({ stores, clientFor, clock, newId, log, announce })
  const { noteSnapshot: onAccepted } = provisioning
  const heldBack = createHeldBack({ stores, clock, announce, onAccepted, alert: around.alert })
  const upkeep = createUpkeep({ stores, clock, announce })
  const onSnapshot = async (snapshotId: SnapshotId): Promise<void> => {
    await heldBack.onSnapshot(snapshotId)
    const snapshot = await stores.snapshots.get(snapshotId)
    if (snapshot) await upkeep.applyRetention(snapshot)
  }
  const { readsOptionalParts: isRead = true } = around
  const collects = { signIns: isRead, devices: isRead, linkedApps: isRead }
  const syncs = createSyncs({ stores, clientFor, clock, newId, appVersion, log, announce, onSnapshot, collects })
  const campaigns = createCampaigns({ stores, clock, newId, announce })
  const schedules = lazy(async () => {
    const { createSchedules } = await import('./schedule/schedules.ts')
    return createSchedules({ stores, syncs, clock, timers: realTimers, log, announce, alert: around.alert })
  })
  const exchange = lazy(async () => {
    const { createExchange } = await import('./exchange/exchange.ts')
    const { dialogs, c1z, dropped } = around
    return createExchange({ stores, log, appVersion, newId, clock, announce, dialogs, c1z, dropped })
  })

  return {
    stores,
    inspection: createInspection({ stores, log }),
    diff: createDiff({ stores }),
    questions: createQuestions({ stores, clock, newId, announce }),
    heldBack,
    upkeep,
    connections,
    syncs,
    campaigns,
    provisioning,
    /** Recurring syncs; nothing recurs until somebody calls `begin`. */
    schedules,
    /** Files in and out. */
    exchange,
    /** Ends syncs and changes under way at a safe place, then the demo team. */
    stop: async (): Promise<void> => {
      // Told first, so that a scheduled sync which is called off here is due again next time.
      const files = (await exchange.ifLoaded())?.stop()
      const recurring = (await schedules.ifLoaded())?.stop()
      await Promise.all([syncs.stop(), provisioning.stop(), recurring, files])
      await demo.stop()
    },
  }
}
export type Dependencies = ReturnType<typeof createDependencies>
