// The pages a person sees in the browser. Plain HTML, no script; everything that came from outside is escaped.
import type { Member } from '../state/model.ts'
import type { AuthorizeRequest } from './authorize.ts'
import { inWords } from './scopes.ts'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')

const STYLE = `
:root { color-scheme: light dark; --ink: #1e1919; --soft: #6b6460; --line: #d9d5d0; --page: #f7f5f2; --card: #fff; --key: #0061fe; }
@media (prefers-color-scheme: dark) { :root { --ink: #f3f0ec; --soft: #b3aca6; --line: #45403c; --page: #1a1817; --card: #262322; --key: #6ba4ff; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 460px; padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
h1 { margin: 0 0 8px; font-size: 21px; line-height: 1.3; }
p, legend, small { color: var(--soft); }
ul { padding-left: 20px; } fieldset { margin: 20px 0; padding: 0; border: 0; } legend { padding: 0 0 6px; }
label { display: flex; gap: 10px; align-items: baseline; padding: 5px 0; overflow-wrap: anywhere; }
small { display: block; } input[type=text], output { width: 100%; padding: 9px 12px; border: 1px solid var(--line); border-radius: 8px; background: transparent; color: inherit; font: inherit; }
output { display: block; font-family: ui-monospace, monospace; user-select: all; overflow-wrap: anywhere; }
.buttons { display: flex; gap: 12px; }
button { padding: 10px 20px; border: 1px solid var(--line); border-radius: 8px; background: transparent; color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
button[value=allow] { border-color: #0061fe; background: #0061fe; color: #fff; }
:focus-visible { outline: 2px solid var(--key); outline-offset: 2px; }`

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`

export const messagePage = (title: string, text: string): string =>
  page(title, `<h1>${escapeHtml(title)}</h1><p role="alert">${escapeHtml(text)}</p>`)

export const codePage = (app: string, code: string): string =>
  page(
    'Copy this code',
    `<h1>Almost done</h1><p id="what">Copy this code and paste it in ${escapeHtml(app)}.</p>
<output aria-labelledby="what" data-code="${escapeHtml(code)}">${escapeHtml(code)}</output>`,
  )

const person = (member: Member, kind: 'admin' | 'member', isChecked: boolean) => `<label>
<input type="radio" name="as" value="${escapeHtml(member.email)}" data-kind="${kind}"${isChecked ? ' checked' : ''}>
<span>${escapeHtml(member.displayName)}<small>${escapeHtml(member.email)}, ${kind === 'admin' ? 'team admin' : 'no admin role'}</small></span></label>`

export const consentPage = (content: {
  team: string
  app: { name: string; key: string }
  request: AuthorizeRequest
  ticket: string
  admins: readonly Member[]
  ordinary: Member | undefined
}): string => {
  const { team, app, request, ticket, admins, ordinary } = content
  const people = [
    ...admins.map((admin, i) => person(admin, 'admin', i === 0)),
    ...(ordinary ? [person(ordinary, 'member', admins.length === 0)] : []),
  ]
  return page(
    `Connect ${app.name}`,
    `<h1>${escapeHtml(app.name)} would like access to ${escapeHtml(team)}</h1>
<p>This is a demo team on this computer, not Dropbox. The app asks to:</p>
<ul>${request.scopes.map((scope) => `<li>${escapeHtml(inWords(scope))} <small>${escapeHtml(scope)}</small></li>`).join('')}</ul>
<form method="post" action="/oauth2/authorize" accept-charset="utf-8">
<input type="hidden" name="ticket" value="${escapeHtml(ticket)}">
<fieldset><legend>Signed in as</legend>${people.join('')}
<label for="other">Somebody else</label><input type="text" id="other" name="other" inputmode="email" autocomplete="off" placeholder="name@company"></fieldset>
<div class="buttons"><button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></div>
</form>`,
  )
}
