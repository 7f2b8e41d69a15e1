// Everything a snapshot says of itself: figures, proof, how it was taken, digest.
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { missingWords } from '../../../shared/domain/collected.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { count, counted } from '../../ui/numbers.ts'
import { formatDay, Time } from '../../ui/time.tsx'
import { SourcePart } from '../files/source-part.tsx'
import { DigestPart } from './digest-part.tsx'
import { Part } from './part.tsx'
import { ProofList } from './proof-list.tsx'
import classes from './snapshots.module.css'
import { spanBetween } from './spans.ts'

const collectedWords = ({ collected }: Snapshot, part: 'devices' | 'linkedApps'): string => {
  const told = collected[part]
  return told.state === 'collected' ? 'Collected' : missingWords(part, told.why).what
}

function Figures({ snapshot }: { snapshot: Snapshot }) {
  const { accounts, licences } = snapshot
  const { signIns } = snapshot.collected
  const { used, licensed } = licences
  return (
    <Facts>
      <Fact name="Accounts">
        {count(accounts.active)} active, {count(accounts.invited)} invited, {count(accounts.suspended)} suspended
      </Fact>
      <Fact name="Removed">{counted(accounts.removed, 'account')}, kept apart and holding nothing</Fact>
      <Fact name="Grants">{count(snapshot.grants)}</Fact>
      <Fact name="Groups">{snapshot.groups === null ? 'Not collected' : count(snapshot.groups)}</Fact>
      <Fact name="Entitlements">{count(snapshot.entitlements)}</Fact>
      <Fact name="Licences">
        {used === null || licensed === null ? 'Not collected' : `${count(used)} of ${count(licensed)} used`}
      </Fact>
      <Fact name="Last sign-ins">
        {signIns.state === 'collected'
          ? `From the event log since ${formatDay(signIns.since)}`
          : missingWords('signIns', signIns.why).what}
      </Fact>
      <Fact name="Devices">{collectedWords(snapshot, 'devices')}</Fact>
      <Fact name="Linked apps">{collectedWords(snapshot, 'linkedApps')}</Fact>
    </Facts>
  )
}

function HowTaken({ snapshot }: { snapshot: Snapshot }) {
  return (
    <Part title="How it was taken">
      <Facts>
        <Fact name="Team">
          <ForeignText text={snapshot.teamName} wrap />
        </Fact>
        <Fact name="Team id">
          <span className={classes.mono}>{snapshot.teamId}</span>
        </Fact>
        <Fact name="Taken">
          <Time at={snapshot.takenAt} as="clock" /> UTC, in {spanBetween(snapshot.startedAt, snapshot.takenAt)}
        </Fact>
        <Fact name="API calls">
          {count(snapshot.calls)}, of which {counted(snapshot.retries, 'retry', 'retries')}
        </Fact>
        <Fact name="Attest">{snapshot.appVersion}</Fact>
        <Fact name="Scopes">
          <span className={classes.mono}>{snapshot.grantedScopes.join('  ') || 'none'}</span>
        </Fact>
        <Fact name="Log">
          <Anchor
            renderRoot={(props) => <Link to="/snapshots" search={{ tab: 'runs', run: snapshot.runId }} {...props} />}
          >
            Open the log of this sync
          </Anchor>
        </Fact>
      </Facts>
    </Part>
  )
}

export function SnapshotFacts({ snapshot }: { snapshot: Snapshot }) {
  return (
    <>
      {snapshot.source.kind === 'import' && (
        <Part title="From a file">
          <SourcePart source={snapshot.source} />
        </Part>
      )}
      {snapshot.source.kind === 'sync' && (
        <Part title="Proof">
          <ProofList proof={snapshot.proof} />
        </Part>
      )}
      <Part title="What it holds">
        <Figures snapshot={snapshot} />
      </Part>
      {snapshot.source.kind === 'sync' && <HowTaken snapshot={snapshot} />}
      <DigestPart snapshot={snapshot} />
    </>
  )
}
