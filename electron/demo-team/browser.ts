// Does over HTTP what a person does on the consent page: opens it, chooses who is signed in, allows or denies.

export type Approval = {
  /** Whom to sign in as: the first admin offered (default), the ordinary member offered, or anybody by e-mail. */
  as?: 'admin' | 'member' | (string & {})
  deny?: boolean
}

/**
 * @returns where the browser is sent next (not followed), or the code the page shows when there is no redirect URI
 * @throws Error with the page's text when the page shows an error, or a denial without a redirect URI
 */
export const approveInBrowser = async (
  authorizeUrl: string,
  { as = 'admin', deny = false }: Approval = {},
): Promise<{ redirect: string } | { code: string }> => {
  const shown = await fetch(authorizeUrl, { redirect: 'manual' })
  const page = await shown.text()
  if (shown.status !== 200) throw new Error(textOf(page))

  const form = new URLSearchParams({ ticket: fieldOf(page, /name="ticket" value="([^"]*)"/) })
  if (as === 'admin' || as === 'member') {
    form.set('as', fieldOf(page, new RegExp(`name="as" value="([^"]*)" data-kind="${as}"`)))
  } else {
    form.set('other', as)
  }
  form.set('decision', deny ? 'deny' : 'allow')
  const decided = await fetch(new URL('/oauth2/authorize', authorizeUrl), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  })
  const redirect = decided.headers.get('location')
  if (redirect !== null) return { redirect }
  const answer = await decided.text()
  const code = /data-code="([^"]*)"/.exec(answer)?.[1]
  if (code === undefined) throw new Error(textOf(answer))
  return { code: unescapeHtml(code) }
}

const fieldOf = (page: string, pattern: RegExp): string => {
  const value = pattern.exec(page)?.[1]
  if (value === undefined) throw new Error('The consent page does not offer this choice.')
  return unescapeHtml(value)
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

const unescapeHtml = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)

const textOf = (page: string) =>
  unescapeHtml((/<main>([\s\S]*)<\/main>/.exec(page)?.[1] ?? page).replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
