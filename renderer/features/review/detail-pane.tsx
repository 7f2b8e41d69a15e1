// The right pane: why this access is held, since when, who else holds it, what was decided before, what a revoke would do.
import { Button } from '@mantine/core'
import { IconPlayerPlay, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Item } from '../../../shared/domain/campaign.ts'
import type { LastSignIn } from '../../../shared/domain/collected.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import type { StepState } from '../../../shared/domain/plan.ts'
import { FlagBadge, StatusBadge, StepStateBadge, VerdictBadge } from '../../ui/badges.tsx'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Initials } from '../../ui/initials.tsx'
import { LastSignInTime } from '../../ui/last-sign-in.tsx'
import { counted } from '../../ui/numbers.ts'
import { Time } from '../../ui/time.tsx'
import { DecisionHistory, type HistoryEntry } from './decision-history.tsx'
import classes from './detail-pane.module.css'
import { grantWords } from './verdict-words.ts'

export type ItemDetail = {
  peers: { count: number; some: readonly { accountId: string; displayName: string }[] }
  otherAccess: readonly { name: string; kind: string }[]
  consequence: string
  lastSignIn: LastSignIn
  signInsReadOn: string | null
  history: readonly HistoryEntry[]
}

type DetailPaneProps = {
  item: Item
  /** Null while it is on its way. */
  detail: ItemDetail | null
  failure: FailureDetail | null
  carried: StepState | undefined
  onRetry: () => void
  onCarryOut: (item: Item) => void
  onClose: () => void
}

export function DetailPane({ item, detail, failure, carried, onRetry, onCarryOut, onClose }: DetailPaneProps) {
  const { account, decision } = item
  const isRemoval = decision?.verdict === 'revoke' || decision?.verdict === 'demote'
  return (
    <aside className={classes.pane} aria-label="Details">
      <div className={classes.head}>
        <Initials name={account.displayName} size={32} />
        <div className={classes.who}>
          <ForeignText text={account.displayName} strong />
          <ForeignText text={account.email} dim />
        </div>
        <button
          type="button"
          className={classes.close}
          aria-label="Hide details"
          title="Hide details (Enter)"
          onClick={onClose}
        >
          <IconX size={15} stroke={2} aria-hidden />
        </button>
      </div>
      <Part title="Access">
        <p className={classes.access}>
          <bdi>{grantWords(item)}</bdi>
        </p>
        <p className={classes.facts}>
          <StatusBadge status={account.status} quiet />
          <Since item={item} />
        </p>
        {detail && (
          <p className={classes.facts}>
            <span className={classes.dim}>Last sign-in</span>
            <LastSignInTime lastSignIn={detail.lastSignIn} until={detail.signInsReadOn ?? undefined} />
          </p>
        )}
        {item.limits && <p className={classes.limits}>{item.limits}</p>}
      </Part>
      {item.flags.length > 0 && (
        <Part title="Flagged">
          {item.flags.map((flag) => (
            <div key={flag.kind} className={classes.flag}>
              <FlagBadge flag={flag} quiet />
              <p>{flag.reason}</p>
            </div>
          ))}
        </Part>
      )}
      {decision && (
        <Part title="Decision">
          <p className={classes.facts}>
            <VerdictBadge verdict={decision.verdict} />
            {carried && <StepStateBadge state={carried} quiet />}
          </p>
          {decision.reason !== '' && (
            <p className={classes.plain}>
              <bdi>{decision.reason}</bdi>
            </p>
          )}
          <p className={classes.dim}>
            <bdi>{decision.reviewer}</bdi>, <Time at={decision.decidedAt} />
            {decision.batchSize > 1 && `, together with ${counted(decision.batchSize - 1, 'other row')}`}
          </p>
          {isRemoval && carried !== 'verified' && (
            <Button
              variant="default"
              leftSection={<IconPlayerPlay size={14} stroke={2} aria-hidden />}
              onClick={() => onCarryOut(item)}
            >
              {decision.verdict === 'revoke' ? 'Revoke now…' : 'Demote now…'}
            </Button>
          )}
        </Part>
      )}
      {failure && <FailurePanel inline failure={failure} onRetry={onRetry} />}
      {detail && <More detail={detail} decision={decision} />}
    </aside>
  )
}

const PEERS_SHOWN = 5

function Since({ item: { heldSince } }: { item: Item }) {
  return (
    <span>
      {heldSince.isExact ? 'Held since ' : 'Held at least since '}
      <Time at={heldSince.at} as="day" />
    </span>
  )
}

function More({ detail, decision }: { detail: ItemDetail; decision: Item['decision'] }) {
  const { peers, otherAccess, consequence, history } = detail
  // The decision that holds stands above already.
  const earlier = history.filter((entry) => entry.decidedAt !== decision?.decidedAt)
  const shown = peers.some.slice(0, PEERS_SHOWN)
  return (
    <>
      <Part title="If revoked">
        <p className={classes.plain}>{consequence}</p>
      </Part>
      {earlier.length > 0 && (
        <Part title="Decided before">
          <DecisionHistory history={earlier} />
        </Part>
      )}
      <Part title={otherAccess.length === 0 ? 'No other access' : 'Other access of this person'}>
        {otherAccess.map(({ name, kind }) => (
          <div key={`${kind}/${name}`} className={classes.other}>
            <ForeignText text={name} />
            <span className={classes.dim}>{kind}</span>
          </div>
        ))}
      </Part>
      <Part
        title={peers.count === 0 ? 'Nobody else holds it' : `Also held by ${counted(peers.count, 'other', 'others')}`}
      >
        {shown.map((peer) => (
          <div key={peer.accountId} className={classes.peer}>
            <Initials name={peer.displayName} size={18} />
            <ForeignText text={peer.displayName} />
          </div>
        ))}
        {peers.count > shown.length && shown.length > 0 && (
          <p className={classes.dim}>and {counted(peers.count - shown.length, 'more', 'more')}</p>
        )}
      </Part>
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h3 className={classes.title}>{title}</h3>
      {children}
    </section>
  )
}
