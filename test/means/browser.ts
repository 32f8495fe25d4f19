import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { temporaryFolder } from './open-hub.js';

export interface Browser {
  readonly page: Page;
  /** Errors of pages, consoles and requests. A test asserts that there are none. */
  readonly problems: string[];
  /** Keeps a picture where SURPLUG_SHOTS says; nothing without it. */
  shot(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Debian's Chromium without a window; CHROMIUM names another. */
export async function openBrowser(locale: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Browser> {
  const profile = temporaryFolder('browser');
  const context: BrowserContext = await chromium.launchPersistentContext(profile.path, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    viewport: { width: 1400, height: 950 },
    locale,
    colorScheme,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => problems.push(`request: ${request.url()}`));
  return {
    page,
    problems,
    async shot(name) {
      const folder = process.env['SURPLUG_SHOTS'];
      if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
    },
    async close() {
      await context.close();
      profile.remove();
    },
  };
}
