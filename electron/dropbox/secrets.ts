// Text that came from outside may echo what we sent. Before it reaches a Failure or a log line, secrets are cut out.

export type Redact = (text: string) => string

/** Text no longer than `limit`, on one line, with every secret of the moment replaced by `[secret]`. */
export const createRedact =
  (secrets: () => readonly (string | null | undefined)[], limit = 300): Redact =>
  (text) => {
    let clean = text
    for (const secret of secrets()) if (secret) clean = clean.replaceAll(secret, '[secret]')
    clean = clean.replace(/\s+/g, ' ').trim()
    return clean.length > limit ? `${clean.slice(0, limit)}…` : clean
  }
