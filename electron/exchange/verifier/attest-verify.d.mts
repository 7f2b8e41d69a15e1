export type Hash = { update: (bytes: Uint8Array) => void; hex: () => string }
export type Verdict = { verdict: 'match' | 'mismatch' | 'unchecked'; sentence: string }
export const createCheck: (
  newHash: () => Hash,
  expected?: string | null,
) => { push: (bytes: Uint8Array) => void; end: () => Verdict }
