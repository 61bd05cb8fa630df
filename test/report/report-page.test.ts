import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../stack/run-command.ts';
import { type Look, launchBrowser, openPage } from './open-page.ts';

const NOTES = join(import.meta.dirname, '../../examples/notes');
const HOSTILE = '<img src=x onerror=alert(1)>';
const NAMES = [`${HOSTILE}.txt`, '"><script>alert(2)<|script>.txt', '\u202etxt.exe\u001b[2J.txt'];
const TEXT = [
  "</script></style></bdi><script>alert(3)</script><iframe src='https://example.org/a'></iframe>",
  `SSN: 078-05-1120 ${HOSTILE}`,
  'Email: <a@b.example"onmouseover="alert(4)> and http://example.org/"><img/src="http://example.org/x.png">',
  'Patient: Maria <b>Delgado</b>, MRN: 0041882734 <link rel=stylesheet href=//example.org/x.css>',
].join('\n');

let browser: Browser;
let folder: string;
const pages = { closed: '', open: '', hostile: '', empty: '' };

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), 'report-page-'));
  for (const name of Object.keys(pages) as (keyof typeof pages)[]) pages[name] = join(folder, `${name}.html`);
  const sources = await mkdtemp(join(folder, 'sources-'));
  for (const name of NAMES) await writeFile(join(sources, name), TEXT);
  await writeFile(join(sources, 'broken.txt'), Uint8Array.of(0xff));
  await runCommand(['scan', NOTES, '--report', pages.closed]);
  const some = ['01-cardiology-discharge.txt', '40-helpdesk-ticket.txt'].map((name) => join(NOTES, name));
  await runCommand(['scan', ...some, '--report', pages.open, '--show-values']);
  await runCommand(['scan', sources, '--report', pages.hostile, '--show-values']);
  await runCommand(['scan', '--report', pages.empty], 'Nothing of note.');
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each(Object.keys(pages) as (keyof typeof pages)[])('the page %s', (name) => {
  it.each<[string, Look]>([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { width: 360 }],
    ['on paper', { media: 'print' }],
  ])('is accessible, asks for nothing and does not overflow: %s', async (_, look) => {
    const { page, requests, messages, violations } = await openPage(browser, pages[name], look);
    expect(await violations()).toEqual([]);
    expect([requests, messages]).toEqual([[], []]);
    const [wanted, given] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wanted).toBeLessThanOrEqual(given ?? 0);
    await page.close();
  });

  it('is styled: its policy lets its own style in', async () => {
    for (const [colorScheme, ground] of [
      ['light', 'rgb(255, 255, 255)'],
      ['dark', 'rgb(18, 23, 29)'],
    ] as const) {
      const { page } = await openPage(browser, pages[name], { colorScheme });
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(ground);
      await page.close();
    }
  });
});

describe('what the page says', () => {
  it('is counted: by entity with a bar each, by file, and in sum', async () => {
    const { page } = await openPage(browser, pages.closed);
    expect(await page.title()).toBe('Sallyport scan report');
    const cells = (selector: string) => page.locator(selector).allTextContents();
    const counts = await cells('[role=region][aria-labelledby=entities] tbody td:nth-child(3)');
    const [found] = await cells('dl.facts dd');
    const sum = counts.reduce((total, count) => total + Number(count.replaceAll(',', '')), 0);
    expect(sum.toLocaleString('en-US')).toBe(found);
    expect(sum).toBeGreaterThan(1000);
    expect(await page.locator('.bar rect').count()).toBe(counts.length);
    expect(await cells('[role=region][aria-labelledby=files] tbody th')).toContain('01-cardiology-discharge.txt');
    expect(await page.locator('mark').count()).toBe(0);
    await page.close();
  });

  it('shows identifiers in their places only where asked', async () => {
    const { page } = await openPage(browser, pages.open);
    expect(await page.locator('mark.e-NAME').count()).toBeGreaterThan(10);
    expect(await page.locator('.warn').textContent()).toContain('This page shows identifiers');
    await page.close();
  });
});

describe('hostile texts and names of files', () => {
  it('stay text', async () => {
    const { page, requests, messages } = await openPage(browser, pages.hostile);
    const made = await page.evaluate(() =>
      ['script', 'img', 'iframe', 'a', 'link', 'form', '[onerror]', '[onmouseover]'].map(
        (selector) => document.querySelectorAll(selector).length,
      ),
    );
    expect(made).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect([requests, messages]).toEqual([[], []]);
    const shown = await page.locator('main').textContent();
    expect(shown).toContain(HOSTILE);
    expect(shown).toContain('\\u202etxt.exe\\x1b[2J.txt');
    expect(shown).toContain('broken.txt');
    await page.close();
  });

  it('would do nothing even if they were not: the policy lets no script, image or style in', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const image = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.png`;
    const attack = `<script>document.title="owned"</script><img src="${image}"><p id="styled" style="color:red">x</p>`;
    const opened = join(folder, 'opened.html');
    const source = (await readFile(pages.hostile, 'utf8')).replace('</main>', `${attack}</main>`);
    const look = async (text: string) => {
      await writeFile(opened, text);
      const { page } = await openPage(browser, opened);
      const title = await page.title();
      const colour = await page.evaluate(() => getComputedStyle(document.querySelector('#styled') as Element).color);
      await page.close();
      return { title, colour, asked: asked.splice(0) };
    };
    const unguarded = await look(source.replace(/<meta http-equiv[^>]+>/, ''));
    expect(unguarded).toEqual({ title: 'owned', colour: 'rgb(255, 0, 0)', asked: ['/x.png'] });
    expect(await look(source)).toEqual({ title: 'Sallyport scan report', colour: 'rgb(27, 36, 48)', asked: [] });
    server.close();
  });
});
