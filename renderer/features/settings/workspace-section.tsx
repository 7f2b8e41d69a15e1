// Where the workspace lies, how it is protected, and what runs here.
import type { z } from 'zod'
import type { aboutSchema } from '../../../shared/contract/workspace.ts'
import { Copyable } from '../../ui/copyable.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { PROTECTION_WORDS } from './protection-words.ts'

export function WorkspaceSection({ about }: { about: z.infer<typeof aboutSchema> }) {
  return (
    <Facts>
      <Fact name="Protection">{PROTECTION_WORDS[about.protection ?? 'none']}</Fact>
      <Fact name="Data folder">
        <Copyable text={about.dataFolder} what="the path of the data folder" />
      </Fact>
      <Fact name="Version">
        Attest {about.appVersion}, Electron {about.electron}
      </Fact>
    </Facts>
  )
}
