import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong with the page as it stands: each rule with the elements that break it. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  // biome-ignore lint/suspicious/noExplicitAny: axe is a script of the page
  const { violations } = await page.evaluate(() => (globalThis as any).axe.run());
  return violations.map(({ id, nodes }: Violation) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}
