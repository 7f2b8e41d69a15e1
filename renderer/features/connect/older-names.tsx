// Scope names from other documentation, and what is true of each today.
import { Collapse, Table, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck, IconChevronDown, IconChevronRight, IconMinus } from '@tabler/icons-react'
import classes from './connect.module.css'
import { OLDER_NAMES } from './scope-guide.ts'

function Verdict({ verdict }: { verdict: 'tick' | 'leave' }) {
  return (
    <span className={classes.verdict} data-verdict={verdict}>
      {verdict === 'tick' ? <IconCheck size={14} aria-hidden /> : <IconMinus size={14} aria-hidden />}
      {verdict === 'tick' ? 'Tick' : 'Leave'}
    </span>
  )
}

export function OlderNames() {
  const [isOpen, { toggle }] = useDisclosure(false)
  return (
    <div>
      <UnstyledButton
        onClick={toggle}
        aria-expanded={isOpen}
        aria-controls="older-names"
        className={classes.disclosure}
      >
        {isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
        Other documentation names other scopes
      </UnstyledButton>
      <Collapse expanded={isOpen} id="older-names">
        <Table className={classes.olderNames} verticalSpacing={6} horizontalSpacing={8}>
          <Table.Tbody>
            {OLDER_NAMES.map(({ name, verdict, truth }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td>
                  <Verdict verdict={verdict} />
                </Table.Td>
                <Table.Td>
                  <Text size="xs">{truth}</Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="xs" c="dimmed" mt={4}>
          “Team information”, “Team auditing” and “Team member management” are app types from before scopes. Choose
          Scoped access instead.
        </Text>
      </Collapse>
    </div>
  )
}
