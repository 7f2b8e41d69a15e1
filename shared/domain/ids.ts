// Branded ids: a team member's id can never be passed where a group's is expected.
import { z } from 'zod'

/** Dropbox's `team_member_id`, `dbmid:…`; in files of other connectors any text. The only key of an account: e-mail addresses change hands. */
export const accountIdSchema = z.string().min(1).max(1100).brand<'AccountId'>()
export type AccountId = z.infer<typeof accountIdSchema>

/** A Dropbox role id (`pid_dbtmr:…`), group id (`g:…`) or licence type (`full`). Unique together with its type. */
export const resourceIdSchema = z.string().min(1).max(1100).brand<'ResourceId'>()
export type ResourceId = z.infer<typeof resourceIdSchema>

/** Made by Attest, `conn_…`. */
export const connectionIdSchema = z.string().min(1).max(64).brand<'ConnectionId'>()
export type ConnectionId = z.infer<typeof connectionIdSchema>

/** Rises with every snapshot of a workspace, so ranges of snapshots can be compared as numbers. */
export const snapshotIdSchema = z.int().positive().brand<'SnapshotId'>()
export type SnapshotId = z.infer<typeof snapshotIdSchema>

/** Made by Attest, `run_…`: one attempt to sync. */
export const runIdSchema = z.string().min(1).max(64).brand<'RunId'>()
export type RunId = z.infer<typeof runIdSchema>

/** Made by Attest, `camp_…`. */
export const campaignIdSchema = z.string().min(1).max(64).brand<'CampaignId'>()
export type CampaignId = z.infer<typeof campaignIdSchema>

/** Made by Attest, `plan_…`. */
export const planIdSchema = z.string().min(1).max(64).brand<'PlanId'>()
export type PlanId = z.infer<typeof planIdSchema>

/** Made by Attest, `question_…`. */
export const questionIdSchema = z.string().min(1).max(64).brand<'QuestionId'>()
export type QuestionId = z.infer<typeof questionIdSchema>

/** A moment as `YYYY-MM-DDTHH:MM:SSZ` or with milliseconds, always UTC. */
export const instantSchema = z.iso.datetime()
export type Instant = string
