// Every colour and measure of the window, once. CSS Modules use the `--a-…` names; Mantine gets the same values.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const blue: MantineColorsTuple = [
  '#eef4ff',
  '#dde8fd',
  '#b9d0fa',
  '#93b6f6',
  '#729ff1',
  '#4f86ea',
  '#3573e0',
  '#2262d3',
  '#1a52b8',
  '#14429a',
]
const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#f1f2f4',
  '#e5e7ea',
  '#d5d8dd',
  '#b9bec6',
  '#8d95a1',
  '#6b7380',
  '#565d69',
  '#3a4049',
  '#1b1e23',
]
/** Filled, it carries white words on a destructive button. */
const red: MantineColorsTuple = [
  '#fdebea',
  '#fbd6d4',
  '#f5b1ad',
  '#ee8a85',
  '#e56862',
  '#d84a44',
  '#cb3a34',
  '#bb2d28',
  '#9c2420',
  '#7d1c19',
]
const dark: MantineColorsTuple = [
  '#e4e7eb',
  '#c3c9d1',
  '#9ba3af',
  '#6f7884',
  '#363b43',
  '#2a2e34',
  '#1f2226',
  '#17191d',
  '#121417',
  '#0c0d10',
]

/** Light value, dark value. `-bg` is the quiet tint behind a word of that meaning. */
const colours: Record<string, [light: string, dark: string]> = {
  surface: ['#ffffff', '#17191d'],
  rail: ['#f5f6f8', '#121417'],
  raised: ['#ffffff', '#1f2226'],
  sunken: ['#f1f2f4', '#121417'],
  line: ['#e5e7ea', '#2a2e34'],
  'line-strong': ['#cbd0d7', '#424852'],
  text: ['#1b1e23', '#e4e7eb'],
  dim: ['#59616d', '#a0a8b4'],
  hover: ['#f3f4f6', '#1f2226'],
  selected: ['#e8f0fe', '#1b2a45'],
  accent: ['#2262d3', '#7eabff'],
  focus: ['#2262d3', '#7eabff'],
  green: ['#15713c', '#5fcf8d'],
  'green-bg': ['#e6f5ec', '#16301f'],
  red: ['#b42323', '#ff8f8a'],
  'red-bg': ['#fdebea', '#3b1c1d'],
  orange: ['#a84a08', '#ffa566'],
  'orange-bg': ['#fdefe3', '#3a2415'],
  amber: ['#855a00', '#f2c04c'],
  'amber-bg': ['#fdf3d7', '#352a10'],
  grey: ['#59616d', '#a0a8b4'],
  'grey-bg': ['#eef0f2', '#25292f'],
  blue: ['#1f5bc4', '#8cb4ff'],
  'blue-bg': ['#e8f0fe', '#1b2a45'],
  violet: ['#6d3fc4', '#c0a2ff'],
  'violet-bg': ['#f1ebfd', '#2b2144'],
}

const measures = {
  '--a-row': '34px',
  '--a-head': '32px',
  '--a-control': '30px',
  '--a-radius': '6px',
  '--a-rail-width': '216px',
  '--a-drawer-width': '420px',
  '--a-shadow': '0 8px 28px light-dark(rgb(15 23 42 / 16%), rgb(0 0 0 / 52%))',
  '--a-quick': '120ms',
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    ...measures,
    ...Object.fromEntries(Object.entries(colours).map(([name, [l, d]]) => [`--a-${name}`, `light-dark(${l}, ${d})`])),
    '--mantine-color-body': 'var(--a-surface)',
    '--mantine-color-text': 'var(--a-text)',
    '--mantine-color-dimmed': 'var(--a-dim)',
    '--mantine-color-placeholder': 'var(--a-dim)',
    '--mantine-color-anchor': 'var(--a-accent)',
    '--mantine-color-error': 'var(--a-red)',
    '--mantine-color-default-border': 'var(--a-line-strong)',
  },
  light: {},
  dark: { '--mantine-color-default': 'var(--a-raised)', '--mantine-color-default-hover': '#282c32' },
})

const floats = { transitionProps: { duration: 100 }, shadow: 'var(--a-shadow)' }
const dialogs = { closeButtonProps: { 'aria-label': 'Close' }, overlayProps: { backgroundOpacity: 0.32 } }
const dialogTitle = { fontSize: 15, fontWeight: 600 }

/** The system's own; a name that is not installed costs a look at every font there is, so each system gets its own list. */
const systemFonts = (platform: string): string => {
  if (platform.startsWith('Mac')) return '-apple-system, system-ui, sans-serif'
  if (platform.startsWith('Win')) return '"Segoe UI Variable Text", "Segoe UI", system-ui, sans-serif'
  return '"Adwaita Sans", Cantarell, Ubuntu, "Noto Sans", "Liberation Sans", system-ui, sans-serif'
}

export const theme = createTheme({
  colors: { blue, gray, red, dark },
  primaryColor: 'blue',
  primaryShade: { light: 7, dark: 7 },
  black: '#1b1e23',
  fontFamily: systemFonts(navigator.platform),
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '32px' },
  defaultRadius: '6px',
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  cursorType: 'default',
  respectReducedMotion: true,
  // Plain objects rather than `Button.extend`: that would bring every component's code into the first picture.
  components: {
    Button: {
      defaultProps: { size: 'xs' },
      // Without motion the loader gets no transition, and with it no place.
      styles: { loader: { transform: 'translate(-50%, -50%)' } },
      vars: () => ({ root: { '--button-height': 'var(--a-control)', '--button-fz': '13px' } }),
    },
    Input: {
      defaultProps: { size: 'xs' },
      vars: () => ({ wrapper: { '--input-height': 'var(--a-control)', '--input-fz': '13px' } }),
    },
    InputWrapper: {
      defaultProps: { size: 'sm' },
      styles: { label: { marginBottom: 3 }, description: { marginBottom: 3 } },
      vars: () => ({
        label: {},
        success: {},
        description: { '--input-description-size': '12px' },
        error: { '--input-error-size': '12px' },
      }),
    },
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 0 } } },
    Modal: { defaultProps: { ...floats, ...dialogs }, styles: { title: dialogTitle } },
    Drawer: { defaultProps: { ...floats, ...dialogs }, styles: { title: dialogTitle } },
    Popover: { defaultProps: floats },
    // The placeholder would be a child that a menu may not have; without it the first item takes the focus.
    Menu: { defaultProps: { ...floats, withInitialFocusPlaceholder: false } },
  },
})
