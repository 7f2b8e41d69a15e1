// Where an imported snapshot comes from, and what was not as expected in its file.
import { List } from '@mantine/core'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Time } from '../../ui/time.tsx'
import { visibleText } from '../../ui/visible-text.ts'
import classes from './files.module.css'

export function SourcePart({ source }: { source: Extract<Snapshot['source'], { kind: 'import' }> }) {
  return (
    <>
      <Facts>
        <Fact name="File">
          <ForeignText text={source.fileName} wrap />
        </Fact>
        <Fact name="Imported">
          <Time at={source.importedAt} />
        </Fact>
        <Fact name="Sync">
          <span className={classes.mono}>{visibleText(source.syncId)}</span>
        </Fact>
        {!source.isTimeKnown && <Fact name="Time zone">Not in the file; taken for UTC</Fact>}
      </Facts>
      {source.warnings.length > 0 && (
        <List size="sm" spacing={4} mt={8}>
          {source.warnings.map((warning) => (
            <List.Item key={warning}>{visibleText(warning)}</List.Item>
          ))}
        </List>
      )}
    </>
  )
}
