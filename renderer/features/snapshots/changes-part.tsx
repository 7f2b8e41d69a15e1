// What changed from the snapshot before to this one, and the way to every single change.
import { Link } from '@tanstack/react-router'
import drawer from '../../ui/drawer/side-drawer.module.css'
import { Fact, Facts } from '../../ui/facts.tsx'
import { count } from '../../ui/numbers.ts'
import { Part } from './part.tsx'
import classes from './snapshots.module.css'
import { changeLines, type Moment } from './timeline.ts'

export function ChangesPart({ moment: { snapshot, changes } }: { moment: Moment }) {
  if (changes === 'unknown') return null
  if (changes === 'first')
    return (
      <Part title="Changed since the one before">
        <p className={drawer.quiet}>This is the oldest snapshot.</p>
      </Part>
    )
  const { counts, before } = changes
  const lines = changeLines(counts)
  return (
    <Part title="Changed since the one before">
      {lines.length === 0 ? (
        <p className={drawer.quiet}>Nothing changed.</p>
      ) : (
        <Facts>
          {lines.map(({ words, n }) => (
            <Fact key={words} name={words}>
              {count(n)}
            </Fact>
          ))}
        </Facts>
      )}
      <Link to="/snapshots/compare" search={{ before, after: snapshot.snapshotId }} className={classes.link}>
        {lines.length === 0 ? 'Compare with another snapshot' : 'See every change'}
      </Link>
    </Part>
  )
}
