// What is shown is in order: no serious and no critical violation of accessibility, in light and in dark; styles for all.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { expectStyled } from './styled.ts'

export const expectInOrder = async (page: Page, what: string): Promise<void> => {
  await expectStyled(page, what)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    // Electron opens no second page, which axe would otherwise use to put its findings together.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, help, nodes }) =>
          `${id}: ${help}\n${nodes.map(({ target, failureSummary }) => `  ${target}: ${failureSummary}`).join('\n')}`,
      )
    expect.soft(serious, `${what}, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
