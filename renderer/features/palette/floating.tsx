// What floats over every page: toasts and the palette. Loaded after the first picture.
import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'

export default function Floating() {
  return <Notifications position="bottom-right" limit={4} />
}
