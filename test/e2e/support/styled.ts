// The window carries only the styles of the components in use; one that was forgotten shows as a part without any.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { projectRoot } from './attest.ts'

const assets = join(projectRoot, 'dist/renderer/assets')

const builtStyles = (): string =>
  readdirSync(assets)
    .filter((name) => name.endsWith('.css'))
    .map((name) => readFileSync(join(assets, name), 'utf8'))
    .join('\n')

/** Mantine's own classes (`m_…`) on screen all occur in the styles that were built. */
export const expectStyled = async (page: Page, what: string): Promise<void> => {
  const used = await page.evaluate(() => {
    const classes = new Map<string, string>()
    for (const element of document.querySelectorAll('[class*="m_"]')) {
      for (const name of element.classList) if (/^m_[0-9a-f]+$/.test(name)) classes.set(name, element.className)
    }
    return [...classes]
  })
  const styles = builtStyles()
  const missing = used.filter(([name]) => !styles.includes(`.${name}`)).map(([, classes]) => classes)
  expect.soft(missing, `${what}: components without their styles`).toEqual([])
}
