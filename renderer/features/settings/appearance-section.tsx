// Light, dark, or as the system has it.
import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'

const CHOICES: { value: MantineColorScheme; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'System' },
]

export function AppearanceSection() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl<MantineColorScheme>
      aria-label="Appearance"
      data={CHOICES}
      value={colorScheme}
      onChange={setColorScheme}
    />
  )
}
