import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { diffFiltersSchema } from '../../shared/contract/diff.ts'
import type { Exported } from '../../shared/contract/exports.ts'
import { people, resources } from '../support/campaigns.ts'
import { exchangeTeam } from '../support/exchange.ts'
import { takeSnapshot } from '../support/snapshots.ts'

/** Ada gets a hostile name and loses a group; somebody joins. */
const changedTeam = async () => {
  const team = await exchangeTeam()
  const [ada, ...others] = people
  if (!ada) throw new Error('nobody there')
  const after = await takeSnapshot(team.stores.snapshots, resources, [
    { account: { ...ada.account, displayName: '=cmd()' }, grants: ada.grants.slice(0, 3) },
    ...others.slice(1),
  ])
  const what = (filters: object): Exported => ({
    kind: 'changes',
    before: team.snapshotId,
    grouping: 'person',
    filters: diffFiltersSchema.parse(filters),
  })
  const write = async (format: 'csv' | 'jsonl', filters: object) => {
    const file = `${team.folder}/changes.${format}`
    const request = { snapshotId: after.snapshotId, what: what(filters), format, withVerifier: false }
    for await (const _ of team.exportRows(request, file));
    return readFileSync(file, 'utf8')
  }
  return { ...team, write }
}

it('changes are written under the filters of the page, as stable JSON lines', async () => {
  const { write, close } = await changedTeam()
  const lines = (await write('jsonl', { kinds: ['grant-removed'], search: 'cmd' })).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      kind: 'grant-removed',
      accountId: 'dbmid:000001',
      email: 'ada@acme.example',
      displayName: '=cmd()',
      resourceType: 'group',
      resourceId: 'g:everyone',
      resourceName: 'Everyone at Acme',
      field: null,
      before: 'member',
      after: null,
      by: null,
      stepNo: null,
      along: null,
    },
  ])
  close()
})

it('changes as CSV hold no formula, and say in words what changed', async () => {
  const { write, close } = await changedTeam()
  const rows = parse(await write('csv', {}), { columns: true, bom: true }) as Record<string, string>[]
  expect(rows.find((row) => row['field'] === 'displayName')).toMatchObject({
    kind: 'account-changed',
    madeBy: 'outside Attest',
    words: 'Name: Ada Lind → =cmd()',
    before: 'Ada Lind',
    after: "'=cmd()",
  })
  expect(rows.filter((row) => row['kind'] === 'account-left').map((row) => row['words'])).toEqual([
    'No longer in the team',
  ])
  close()
})
