// The columns of a difference: whose, or of what; what changed; who did it.
import { Link } from '@tanstack/react-router'
import type { DiffGrouping, DiffRow } from '../../../shared/contract/diff.ts'
import { changeWords, holderWords } from '../../../shared/domain/diff-words.ts'
import type { DataColumn } from '../../ui/data-table/columns.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Initials } from '../../ui/initials.tsx'
import { count } from '../../ui/numbers.ts'
import { ResourceIcon } from '../../ui/resource-icon.tsx'
import { ChangeIcon } from './change-kinds.tsx'
import classes from './diff.module.css'

/** The heading stands in its first row, and is repeated quietly in the others. */
function Whose({ row, as }: { row: DiffRow; as: 'person' | 'resource' }) {
  const { account, resource, isFirst, rows } = row
  const name = as === 'person' ? account?.displayName : resource?.name
  if (name === undefined) return null
  return (
    <>
      <span className={classes.sign} data-hidden={!isFirst || undefined}>
        {as === 'person' ? <Initials name={name} /> : resource && <ResourceIcon type={resource.resourceType} />}
      </span>
      <ForeignText text={name} strong={isFirst} dim={!isFirst} />
      {isFirst && rows > 1 && <span className={classes.rows}>{count(rows)}</span>}
    </>
  )
}

/** What has no person stands under its own name, and the other way round. */
const whose = (grouping: DiffGrouping, row: DiffRow) => {
  const isPerson = grouping === 'person' ? row.account !== null : row.resource === null
  return <Whose row={row} as={isPerson ? 'person' : 'resource'} />
}

const what = (grouping: DiffGrouping, row: DiffRow) => {
  const holder = grouping === 'entitlement' && row.resource ? row.account : null
  return (
    <>
      <ChangeIcon kind={row.kind} />
      {holder && <ForeignText text={holder.displayName} />}
      <ForeignText text={holder ? holderWords(row) : changeWords(row)} dim={holder !== null} />
    </>
  )
}

const by = ({ by: origin }: DiffRow) =>
  origin ? (
    <Link
      to="/plans/$planId"
      params={{ planId: origin.planId }}
      className={classes.plan}
      onClick={(event) => event.stopPropagation()}
      tabIndex={-1}
    >
      Attest
    </Link>
  ) : (
    <span className={classes.outside}>Outside Attest</span>
  )

export const changeColumns = (grouping: DiffGrouping): readonly DataColumn<DiffRow>[] => [
  {
    id: 'whose',
    header: grouping === 'person' ? 'Person' : 'Entitlement',
    width: 150,
    grow: 2,
    cell: (row) => whose(grouping, row),
  },
  { id: 'what', header: 'What changed', width: 210, grow: 5, cell: (row) => what(grouping, row) },
  { id: 'by', header: 'Made by', width: 120, cell: by },
]

/** Told by the details while they are open. */
export const BESIDE_DRAWER: ReadonlySet<string> = new Set(['by'])

export const changeId = ({ kind, account, resource, field, before, after }: DiffRow): string =>
  JSON.stringify([kind, account?.accountId, resource?.resourceType, resource?.resourceId, field, before, after])
