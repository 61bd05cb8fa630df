import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, chromium as launcher, type Page } from 'playwright-core';

/** How a page is looked at. Default: light, on a wide screen. */
export interface Look {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly media?: 'screen' | 'print';
}

/** A page that is open in a browser, and what it asked the network for, said on the console, or popped up. */
export interface OpenPage {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly messages: readonly string[];
  /** The rules of axe-core that it breaks. */
  violations(): Promise<readonly string[]>;
}

/** A signal is for what is tested in this process, and does not end it. */
const UNSIGNALLED = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };

/** Starts the browser that npm brought. */
export async function launchBrowser(): Promise<Browser> {
  // In a single process, the first page that closes takes the browser with it.
  const args = chromium.args.filter((arg) => arg !== '--single-process');
  return launcher.launch({ executablePath: await chromium.executablePath(), args, ...UNSIGNALLED });
}

/** Opens a file in a browser. The file's own request is not among the requests. */
export async function openPage(browser: Browser, file: string, look: Look = {}): Promise<OpenPage> {
  const { colorScheme = 'light', width = 1100, media = 'screen' } = look;
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
  await page.emulateMedia({ media, colorScheme });
  const url = pathToFileURL(file).href;
  const requests: string[] = [];
  const messages: string[] = [];
  page.on('request', (request) => request.url() === url || requests.push(request.url()));
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  page.on('dialog', (dialog) => {
    messages.push(dialog.message());
    return dialog.dismiss();
  });
  await page.goto(url);
  return { page, requests, messages, violations: () => findViolations(page) };
}

async function findViolations(page: Page): Promise<readonly string[]> {
  // By the debugger, which the page's own policy does not bind.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
