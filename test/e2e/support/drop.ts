// Plays the hand that drags a file from the desktop over the window.
import { expect } from '@playwright/test'
import type { Attest } from './attest.ts'

/**
 * The event is the system's own kind: it carries the file itself, whose path the preload may ask for. An event that the
 * page made would not.
 */
export const dropFile = async ({ page }: Attest, path: string): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
  const invitation = page.getByText('Drop a c1z file to import it')
  await expect(async () => {
    await drag('dragEnter')
    await drag('dragOver')
    await expect(invitation).toBeVisible({ timeout: 250 })
  }).toPass()
  await drag('drop')
  await expect(invitation).toHaveCount(0)
  await session.detach()
}
