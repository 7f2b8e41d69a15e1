// Asks for a c1z file and makes snapshots of it.
import { Button } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useImport } from './use-import.ts'

export function ImportButton() {
  const begin = useImport()
  return (
    <Button
      variant="default"
      leftSection={<IconFileImport size={15} stroke={1.8} aria-hidden />}
      onClick={() => begin(null)}
    >
      Import a c1z file
    </Button>
  )
}
