// One finding beside the list: who it is about, and the whole of what differs.
import type { Finding } from '../../../shared/domain/member-report.ts'
import drawer from '../../ui/drawer/side-drawer.module.css'
import { SideDrawer } from '../../ui/drawer/side-drawer.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Initials } from '../../ui/initials.tsx'
import { count } from '../../ui/numbers.ts'
import { FindingBadge } from './finding-columns.tsx'
import classes from './finding-drawer.module.css'
import { FIELD_WORDS } from './finding-words.ts'

export function FindingDrawer({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const { kind, email, displayName, accountId, line, note } = finding
  const name = displayName || email || (accountId ?? '')
  return (
    <SideDrawer label="Finding" onClose={onClose}>
      <header className={drawer.head}>
        <Initials name={name} size={36} />
        <div className={drawer.names}>
          <h2 className={drawer.name}>
            <ForeignText text={name} wrap />
          </h2>
          {email !== '' && email !== name && <ForeignText text={email} dim wrap />}
        </div>
      </header>
      <div className={drawer.badges}>
        <FindingBadge kind={kind} />
      </div>
      {finding.differences.length > 0 && <Differences differences={finding.differences} />}
      <section className={drawer.section} aria-label="Where it stands">
        <h3>Where it stands</h3>
        {note !== '' && <ForeignText text={note} wrap />}
        <Facts>
          <Fact name="In the report">{line === null ? 'Nowhere' : `Row ${count(line)}`}</Fact>
          <Fact name="Member id">
            {accountId === null ? 'None known' : <span className={classes.id}>{accountId}</span>}
          </Fact>
        </Facts>
      </section>
    </SideDrawer>
  )
}

function Differences({ differences }: Pick<Finding, 'differences'>) {
  return (
    <section className={drawer.section} aria-label="What differs">
      <h3>What differs</h3>
      <table className={classes.differences}>
        <thead>
          <tr>
            <th scope="col">Detail</th>
            <th scope="col">Snapshot</th>
            <th scope="col">Report</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ what, here, there }) => (
            <tr key={what}>
              <th scope="row">{FIELD_WORDS[what]}</th>
              <td data-selectable>
                <ForeignText text={here} wrap />
              </td>
              <td data-selectable>
                <ForeignText text={there} wrap />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
