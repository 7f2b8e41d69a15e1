// One change beside the list: old and new of every detail, who made it, and the ways to look at both moments.
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Change } from '../../../shared/domain/diff.ts'
import { CHANGE_WORDS, changeWords, fieldWords, valueWords } from '../../../shared/domain/diff-words.ts'
import { entitlementKey } from '../../../shared/domain/entitlement.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import drawer from '../../ui/drawer/side-drawer.module.css'
import { SideDrawer } from '../../ui/drawer/side-drawer.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Initials } from '../../ui/initials.tsx'
import { ResourceIcon } from '../../ui/resource-icon.tsx'
import { formatClock } from '../../ui/time.tsx'
import classes from './diff.module.css'
import type { Compared } from './diff-search.ts'

type ChangeDrawerProps = { change: Change; compared: Compared; onClose: () => void }

export function ChangeDrawer({ change, compared, onClose }: ChangeDrawerProps) {
  const { account, resource } = change
  const name = account?.displayName ?? resource?.name ?? ''
  return (
    <SideDrawer label="Change" onClose={onClose}>
      <header className={drawer.head}>
        {account ? (
          <Initials name={name} size={36} />
        ) : (
          <span className={classes.thing}>
            <ResourceIcon type={resource?.resourceType ?? ''} size={20} />
          </span>
        )}
        <div className={drawer.names}>
          <h2 className={drawer.name}>
            <ForeignText text={name} wrap />
          </h2>
          {account && <ForeignText text={account.email} dim />}
        </div>
      </header>
      <section className={drawer.section} aria-label="What changed">
        <h3>{CHANGE_WORDS[change.kind]}</h3>
        <p className={classes.words} data-selectable>
          <bdi>{changeWords(change)}</bdi>
        </p>
        <Details change={change} compared={compared} />
      </section>
      <section className={drawer.section} aria-label="Made by">
        <h3>Made by</h3>
        <Origin change={change} />
      </section>
      <section className={drawer.section} aria-label="Look at both">
        <h3>Look at both</h3>
        <Facts>
          <Fact name="Before">
            <Moment change={change} snapshot={compared.before} />
          </Fact>
          <Fact name="After">
            <Moment change={change} snapshot={compared.after} />
          </Fact>
        </Facts>
      </section>
    </SideDrawer>
  )
}

/** Old and new of everything that changed with it, under the day of each snapshot; only one of them for what came or went. */
function Details({ change, compared }: Omit<ChangeDrawerProps, 'onClose'>) {
  const own = change.field && change.field !== 'record' ? [{ ...change, field: change.field }] : []
  const details = [...own, ...change.along].filter(({ before, after }) => valueWords(before) !== valueWords(after))
  if (details.length === 0) return null
  const hasBefore = details.some(({ before }) => before !== null)
  const hasAfter = details.some(({ after }) => after !== null)
  return (
    <table className={classes.details}>
      <thead>
        <tr>
          <th scope="col">Detail</th>
          {hasBefore && <th scope="col">{formatClock(compared.before.takenAt)}</th>}
          {hasAfter && <th scope="col">{formatClock(compared.after.takenAt)}</th>}
        </tr>
      </thead>
      <tbody>
        {details.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{fieldWords(field)}</th>
            {hasBefore && (
              <td data-selectable>
                <bdi>{valueWords(before)}</bdi>
              </td>
            )}
            {hasAfter && (
              <td data-selectable>
                <bdi>{valueWords(after)}</bdi>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Origin({ change: { by } }: { change: Change }) {
  if (!by)
    return <p className={drawer.quiet}>Outside Attest: no plan of this workspace made it between the two snapshots.</p>
  return (
    <p className={classes.words}>
      Attest, by{' '}
      <Anchor renderRoot={(props) => <Link to="/plans/$planId" params={{ planId: by.planId }} {...props} />}>
        step {by.stepNo} of a plan
      </Anchor>
      . It was read back from Dropbox afterwards.
    </p>
  )
}

/** The account or entitlement as that snapshot shows it. */
function Moment({ change: { account, resource }, snapshot }: { change: Change; snapshot: Snapshot }) {
  const at = snapshot.snapshotId
  return (
    <Anchor
      renderRoot={(props) =>
        account ? (
          <Link to="/accounts" search={{ account: account.accountId, snapshot: at }} {...props} />
        ) : (
          <Link
            to="/entitlements"
            search={{
              entitlement: resource
                ? entitlementKey({ ...resource, entitlement: firstOf(resource.resourceType) })
                : undefined,
              snapshot: at,
            }}
            {...props}
          />
        )
      }
    >
      {formatClock(snapshot.takenAt)} UTC
    </Anchor>
  )
}

/** The entitlement under which a resource is looked at. */
const firstOf = (resourceType: string): string => (resourceType === 'licence' ? 'assigned' : 'member')
