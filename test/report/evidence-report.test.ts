import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Derived, derive } from './derive.ts';
import { type Look, launchBrowser, openPage } from './open-page.ts';
import { HOSTILE } from './sample-people.ts';
import { sampleWeek } from './sample-week.ts';

const IMAGES = join(import.meta.dirname, '../../docs/images');

/** Set, the pictures of `docs/images` are made anew. */
const { UPDATE_IMAGES } = process.env;

let browser: Browser;
let folder: string;
const pages = { week: '', filtered: '', empty: '' };
const derived: Partial<Record<keyof typeof pages, Derived>> = {};

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), 'evidence-report-'));
  const week = sampleWeek({ traffic: 20 });
  const filter = { issuer: 'https://login.hospital.example/', subject: HOSTILE[0], connection: 'ward-model' };
  derived.week = await derive(week);
  derived.filtered = await derive(week.slice(0, 4_000), { filter });
  derived.empty = await derive([], { filter: { operation: HOSTILE[0] } });
  for (const name of Object.keys(pages) as (keyof typeof pages)[]) {
    pages[name] = join(folder, `${name}.html`);
    await writeFile(pages[name], derived[name]?.files['report.html'] ?? '');
  }
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const LOOKS: readonly (readonly [string, Look])[] = [
  ['light', { width: 1280 }],
  ['dark', { colorScheme: 'dark', width: 1280 }],
  ['narrow', { width: 390 }],
  ['on paper', { media: 'print', width: 794 }],
];

describe.each([
  ['week', LOOKS],
  ['filtered', LOOKS.slice(2)],
  ['empty', LOOKS.slice(0, 2)],
] as const)('the page %s', (name, looks) => {
  it.each(looks)('is accessible, asks for nothing and does not overflow: %s', async (_, look) => {
    const { page, requests, messages, violations } = await openPage(browser, pages[name], look);
    expect(await violations()).toEqual([]);
    expect([requests, messages]).toEqual([[], []]);
    const [wanted, given] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wanted).toBeLessThanOrEqual(given ?? 0);
    await page.close();
  });
});

describe('what the page says', () => {
  it('are the numbers of the summary', async () => {
    const { page } = await openPage(browser, pages.week);
    const { calls, reviews, log } = derived.week?.summary ?? never();
    const { total } = calls;
    const cards = await page
      .locator('.card dd')
      .evaluateAll((nodes) => nodes.map(({ firstChild }) => firstChild?.textContent));
    expect(cards.map((text) => Number(text?.replaceAll(',', '')))).toEqual([
      ...[total.sent, total.refused, calls.identities.count, total.found],
      ...[total.replaced, total.left, total.masked, reviews.approvals + reviews.rejections],
    ]);
    const found = await columnOf(page, 'by-entity', 3);
    expect(found.reduce((sum, count) => sum + count, 0)).toBe(total.found);
    const sent = await columnOf(page, 'by-identity', 2);
    expect(sent).toEqual(calls.identities.rows.map((row) => row.sent));
    const columns = await page.locator('.days .total').allTextContents();
    expect(columns.map((text) => Number(text.replaceAll(',', '')))).toEqual(
      calls.days.map((day) => day.sent + day.refused + day.waiting),
    );
    expect(await page.locator('.heat > rect').count()).toBe(7 * 24);
    const fingerprint = await page.locator('.verify .fingerprint').textContent();
    expect(fingerprint?.replaceAll(' ', '')).toBe(log.fingerprint);
    await page.close();
  });

  it('has evidence and what it does not show for each safeguard', async () => {
    const { page } = await openPage(browser, pages.week);
    expect(await page.locator('.citation').allTextContents()).toEqual([
      '45 CFR 164.308(a)(1)(ii)(D)',
      ...['(a)(1)', '(b)', '(c)(1)', '(d)', '(e)(1)'].map((paragraph) => `45 CFR 164.312${paragraph}`),
    ]);
    for (const part of ['.evidence', '.gaps']) {
      const lists = page.locator(`.safeguard ${part} ul`);
      expect(await lists.count()).toBe(6);
      for (const list of await lists.all()) expect(await list.locator('li').count()).toBeGreaterThan(1);
    }
    await page.close();
  });

  it('leads nowhere but to itself, and each of its links is good', async () => {
    const { page } = await openPage(browser, pages.week);
    const broken = await page
      .locator('a')
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute('href') ?? '').filter((href) => document.querySelector(href) === null),
      );
    expect(broken).toEqual([]);
    await page.close();
  });

  it('is styled: its policy lets its own style in', async () => {
    for (const [colorScheme, ground] of [
      ['light', 'rgb(251, 251, 249)'],
      ['dark', 'rgb(17, 22, 27)'],
    ] as const) {
      const { page } = await openPage(browser, pages.week, { colorScheme });
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(ground);
      await page.close();
    }
  });
});

describe('hostile texts that callers chose', () => {
  it.each(Object.keys(pages) as (keyof typeof pages)[])('stay text: %s', async (name) => {
    const { page, requests, messages } = await openPage(browser, pages[name]);
    const made = await page.evaluate(() =>
      ['script', 'img', 'iframe', 'link', 'form', '[onerror]', '[style]'].map(
        (one) => document.querySelectorAll(one).length,
      ),
    );
    expect(made).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect([requests, messages]).toEqual([[], []]);
    expect(await page.locator('main').textContent()).toContain('<img src=x onerror=alert(1)>');
    await page.close();
  });

  it('are spelt out where they would turn a line around', async () => {
    const { page } = await openPage(browser, pages.week);
    const shown = (await page.locator('main').textContent()) ?? '';
    expect(shown).toContain('\\u202egnp.tseuqer\\u2066\\x1b[2J');
    expect(shown).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
    await page.close();
  });

  it('would do nothing even if they were not: the policy lets no script, image or style in', async () => {
    const attack = '<script>document.title="owned"</script><p id="styled" style="color:red">x</p>';
    const opened = join(folder, 'opened.html');
    const source = derived.week?.files['report.html'].replace('</main>', `${attack}</main>`) ?? '';
    const look = async (text: string) => {
      await writeFile(opened, text);
      const { page } = await openPage(browser, opened);
      const title = await page.title();
      const colour = await page.evaluate(() => getComputedStyle(document.querySelector('#styled') as Element).color);
      await page.close();
      return { title, colour };
    };
    const unguarded = await look(source.replace(/<meta http-equiv[^>]+>/, ''));
    expect(unguarded).toEqual({ title: 'owned', colour: 'rgb(255, 0, 0)' });
    expect(await look(source)).toEqual({ title: 'Sallyport evidence report', colour: 'rgb(23, 33, 43)' });
  });
});

// With UPDATE_IMAGES=1 the pictures of the docs are made anew.
if (UPDATE_IMAGES !== undefined)
  describe('the pictures in docs/images', () => {
    it.each([
      ['evidence-report', { width: 1280 }, 'main header', 1_860],
      ['evidence-report-dark', { width: 1280, colorScheme: 'dark' }, 'main header', 1_860],
      ['evidence-report-narrow', { width: 390 }, 'main header', 1_400],
      ['evidence-report-safeguards', { width: 1280 }, '#safeguards', 1_300],
      ['evidence-report-identifiers', { width: 1280, colorScheme: 'dark' }, '#identifiers', 1_000],
    ] as const)('are made anew: %s', async (file, look, from, height) => {
      await mkdir(IMAGES, { recursive: true });
      const { page } = await openPage(browser, pages.week, look);
      await page.setViewportSize({ width: look.width, height });
      await page.locator(from).evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 48));
      await page.screenshot({ path: join(IMAGES, `${file}.png`) });
      await page.close();
    });
  });

async function columnOf(page: Page, table: string, column: number): Promise<readonly number[]> {
  const cells = await page.locator(`[aria-labelledby=${table}] tbody tr > :nth-child(${column})`).allTextContents();
  return cells.map((text) => Number(text.replaceAll(',', '')));
}

function never(): never {
  throw new TypeError('nothing was derived');
}
