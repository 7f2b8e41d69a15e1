// While the browser has the word: what to do there, and the ways out.
import { Button, Group, Loader, Text } from '@mantine/core'
import classes from './connect.module.css'

type Props = { onCancel: () => void; onPasteInstead: () => void }

export function WaitingPanel({ onCancel, onPasteInstead }: Props) {
  return (
    <div className={classes.panel} role="status">
      <Group gap={8} wrap="nowrap">
        <Loader size={14} aria-hidden />
        <Text fw={600}>Waiting for the browser</Text>
      </Group>
      <Text mt={4}>
        Dropbox has opened in your browser. Sign in there as a team admin and choose <b>Allow</b>. This page goes on by
        itself.
      </Text>
      <Text size="xs" c="dimmed" mt={4}>
        Does Dropbox complain about the redirect URI? Register the three addresses beside this form, or paste the code.
      </Text>
      <Group gap={8} mt={12}>
        <Button variant="default" onClick={onCancel} autoFocus>
          Cancel
        </Button>
        <Button variant="default" onClick={onPasteInstead}>
          Paste the code instead
        </Button>
      </Group>
    </div>
  )
}
