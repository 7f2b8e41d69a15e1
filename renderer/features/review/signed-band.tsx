// Says that a campaign is signed off: by whom, when, with which statement and digest.
import { IconRosetteDiscountCheck } from '@tabler/icons-react'
import type { Campaign } from '../../../shared/domain/campaign.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { Time } from '../../ui/time.tsx'
import classes from './sign-off.module.css'

export function SignedBand({ signOff }: { signOff: NonNullable<Campaign['signOff']> }) {
  return (
    <section className={classes.band} aria-label="Sign-off">
      <IconRosetteDiscountCheck size={18} stroke={1.8} className={classes.icon} aria-hidden />
      <div className={classes.signed}>
        <p className={classes.plain}>
          Signed off by <bdi>{signOff.signer}</bdi>, <Time at={signOff.signedAt} as="clock" /> UTC. Decisions can no
          longer change.
        </p>
        <p className={classes.statement}>
          <bdi>{signOff.statement}</bdi>
        </p>
        <span className={classes.digest}>
          SHA-256 <Copyable text={signOff.digest} what="the digest of what was signed" />
        </span>
      </div>
    </section>
  )
}
