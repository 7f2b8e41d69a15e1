// What the company is called and how it is organised: domains, departments, projects.

export type Company = { name: string; domain: string; sisterDomain: string }

export const COMPANIES: readonly Company[] = [
  { name: 'Halden Instruments', domain: 'halden.example', sisterDomain: 'halden-optics.example' },
  { name: 'Marlowe & Finch', domain: 'marlowefinch.example', sisterDomain: 'finchlabs.example' },
  { name: 'Sólheimar Energy', domain: 'solheimar.example', sisterDomain: 'solheimar-grid.example' },
  { name: 'Tessellate Robotics', domain: 'tessellate.example', sisterDomain: 'tessellate-research.example' },
  { name: 'Quayside Logistics', domain: 'quayside.example', sisterDomain: 'quayside-freight.example' },
]

export const CONTRACTOR_DOMAINS: readonly string[] = [
  'brightwater-consulting.example',
  'studio-north.example',
  'kestrel-audit.example',
]

export const DEPARTMENTS: readonly string[] = [
  'Platform engineering',
  'Sales EMEA',
  'Customer support',
  'Product design',
  'Finance',
  'Manufacturing',
  'Sales Americas',
  'Quality assurance',
  'People and culture',
  'Legal',
  'Data and analytics',
  'Marketing',
  'Information security',
  'Procurement',
  'Research and development',
  'Facilities',
  'Sales APAC',
  'Executive office',
  'Internal audit',
  'Field service',
]

export const OFFICES: readonly string[] = [
  'Oslo',
  'Berlin',
  'London',
  'Lyon',
  'Madrid',
  'Kraków',
  'Austin',
  'Toronto',
  'Pune',
  'Tokyo',
  'Lagos',
  'São Paulo',
]

export const PROJECT_NAMES: readonly string[] = [
  'Aurora',
  'Basalt',
  'Cedar',
  'Drift',
  'Ember',
  'Fjord',
  'Granite',
  'Heron',
  'Indigo',
  'Juniper',
  'Kelp',
  'Lantern',
  'Meridian',
  'Nimbus',
  'Osprey',
  'Pebble',
  'Quartz',
  'Riverbed',
  'Saffron',
  'Tundra',
]

export const PROJECT_KINDS: readonly string[] = [
  'launch',
  'migration',
  'tender',
  'working group',
  'pilot',
  'data room',
  'board papers',
  'vendor review',
]

export const LONG_GROUP_NAME =
  'Cross-functional steering committee for the consolidation of supplier contracts across all European subsidiaries (2024 to 2026)'
