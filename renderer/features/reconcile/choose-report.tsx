// Before there is a report: where it comes from, and the button that asks for it.
import { Button } from '@mantine/core'
import { IconFileSearch } from '@tabler/icons-react'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import classes from './reconcile.module.css'

type ChooseReportProps = { onChoose: () => void; isReading: boolean; failure: FailureDetail | null }

export function ChooseReport({ onChoose, isReading, failure }: ChooseReportProps) {
  return (
    <div className={classes.intro}>
      {failure && <FailurePanel failure={failure} inline />}
      <p>
        The admin console keeps its own list of members. Comparing it with this snapshot shows who is in one of them
        only, and whose status or role differs.
      </p>
      <ol>
        <li>In the Dropbox admin console, open Members and choose “Export member data”.</li>
        <li>Wait for the e-mail; the CSV file then lies in your Dropbox, in “Dropbox Business reports”.</li>
        <li>Choose it here. Any other list of members as CSV will do as well.</li>
      </ol>
      <div className={classes.row}>
        <Button
          leftSection={<IconFileSearch size={15} stroke={1.8} aria-hidden />}
          onClick={onChoose}
          loading={isReading}
        >
          Choose a report…
        </Button>
        <span className={classes.dim}>It is read on this machine. Nothing in the snapshot changes.</span>
      </div>
    </div>
  )
}
