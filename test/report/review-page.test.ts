import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../stack/start-stack.ts';
import { launchBrowser } from './open-page.ts';

let browser: Browser;
let stack: Stack;
beforeAll(async () => {
  [browser, stack] = await Promise.all([launchBrowser(), startStack()]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

describe('the page that a notice of a review leads to', () => {
  it.each([
    ['light', 1100, 'rgb(255, 255, 255)'],
    ['dark', 360, 'rgb(18, 23, 29)'],
  ] as const)(
    'is accessible, styled under its own policy, and asks for nothing: %s',
    async (colorScheme, width, ground) => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('request', (request) => said.push(request.url()));
      const url = `${stack.companion.url}/reviews/${crypto.randomUUID()}`;
      await page.goto(url);
      // The browser asks for the picture of every site by itself.
      expect(said.filter((line) => line !== url && !line.endsWith('/favicon.ico'))).toEqual([]);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(ground);
      const [wanted, given] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(wanted).toBeLessThanOrEqual(given ?? 0);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      expect(violations.map(({ id }) => id)).toEqual([]);
      await page.close();
    },
  );
});
