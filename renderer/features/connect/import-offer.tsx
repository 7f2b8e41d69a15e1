// Looking at a file instead of a team: no Dropbox account and no network is needed.
import { Text } from '@mantine/core'
import { ImportButton } from '../files/import-button.tsx'
import classes from './connect.module.css'

export function ImportOffer() {
  return (
    <section className={classes.demo} aria-labelledby="import-title">
      <Text component="h2" id="import-title" fw={600}>
        Look at a file
      </Text>
      <Text c="dimmed" size="xs" mb={8}>
        A c1z file of any Baton connector opens as snapshots to look at, compare and review.
      </Text>
      <ImportButton />
    </section>
  )
}
