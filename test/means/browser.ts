import { join } from 'node:path';
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
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
  page.setDefaultTimeout(60_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`page: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    // What a page that is left was still asking or saving is cut off.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') problems.push(`request: ${request.url()}`);
  });
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

declare const RED: { sidebar: { show(id: string): void } };

/** Node-RED's editor, loaded (anew), with our sidebar in front. */
export async function openSidebar(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForSelector('#red-ui-header-button-deploy');
  await page.evaluate(() => RED.sidebar.show('surplug-sidebar'));
}

/** Fields and buttons for which a screen reader has no name. */
export async function nameless(where: Locator): Promise<string[]> {
  const heard = await where.ariaSnapshot();
  return heard.match(/- (?:button|checkbox|combobox|link|spinbutton|textbox)(?! ")[^\n]*/g) ?? [];
}

/** Whether what has the focus keeps it while the page hears from its hub three times. */
export async function keepsFocus(where: Locator): Promise<boolean> {
  await where.focus();
  for (const _ of [1, 2, 3])
    await where.page().waitForResponse((response) => /\/surplug\/hubs\/\w+(\/meters)?(\?|$)/.test(response.url()));
  return where.evaluate((element) => element === document.activeElement);
}

/** How far a text stands out from its own background, 1 to 21 (WCAG 2, contrast ratio). */
export function contrast(where: Locator): Promise<number> {
  return where.evaluate((element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    const [text = 0, ground = 0] = [color, backgroundColor].map((colour) => {
      const parts = (colour.match(/\d+/g) ?? []).slice(0, 3).map((part) => Number(part) / 255);
      const [r = 0, g = 0, b = 0] = parts.map((part) =>
        part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    });
    return Math.max(text, ground) / Math.min(text, ground);
  });
}
