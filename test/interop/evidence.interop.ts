import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../stack/run-command.ts';
import { readEvidencePage } from './evidence-page.ts';
import { type ExportedEvidence, exportEvidence } from './export-evidence.ts';
import { findPrograms, GO_PROGRAM } from './find-programs.ts';
import { runProgram } from './run-program.ts';
import { withTamperedCopy } from './tampered-copy.ts';

const page = await readEvidencePage();

let scratch: string;
let evidence: ExportedEvidence;
/** What each step says of the bundle as it is. */
let said: Readonly<Record<string, string>>;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sallyport-evidence-'));
  evidence = await exportEvidence(scratch);
  await writeFile(join(scratch, 'evidence.go'), page.program);
  const { goEnvironment: env } = await findPrograms(process.env);
  const build = ['go', 'build', '-buildvcs=false', '-o', join(scratch, 'evidence'), join(scratch, 'evidence.go')];
  expect(await runProgram(build, { cwd: GO_PROGRAM, env })).toMatchObject({ code: 0 });
  said = await follow(evidence.whole);
  // A stack, two exports, and seven programs for each entry.
}, 600_000);
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** Does what the page says, in one shell, up to and with this heading. Gives what each step printed, in a bundle's folder beside the program. */
async function follow(folder: string, last = page.steps.at(-1)?.title): Promise<Record<string, string>> {
  const steps = page.steps.slice(0, page.steps.findIndex(({ title }) => title === last) + 1);
  const script = steps.map(({ title, script: lines }) => `echo '== ${title}'\n${lines}`).join('\n');
  // The page has the program one folder up.
  const { stdout } = await runProgram(
    ['sh', '-c', `exec 2>&1\n${script.replaceAll('../evidence', join(scratch, 'evidence'))}`],
    { cwd: folder },
  );
  const parts = stdout.toString().split(/^== /m).slice(1);
  return Object.fromEntries(
    parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]),
  );
}

async function filesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).toSorted();
}

describe('docs/evidence.md, step by step', () => {
  it('is followed to its end, and finds nothing wrong', () => {
    expect(said['The keys']).toBe(`${evidence.fingerprint}  -\n`);
    expect(said['The checkpoint']).toMatch(/^checkpoint: .+: Signature Verified Successfully\n$/);
    expect(said['Who signed them']).toMatch(/session\.intent/);
    expect(Object.values(said).join('')).not.toMatch(/FAILED|not there|rror/);
  });

  it('proves each entry of the range, and those outside that it rests on', async () => {
    const { first, end } = JSON.parse(await readFile(join(evidence.whole, 'manifest.json'), 'utf8'));
    const context =
      (await readFile(join(evidence.whole, 'context.ndjson'), 'utf8').catch(() => '')).split('\n').length - 1;
    expect(first).toBe(256);
    expect(said['The entries']).toBe(`${end - first + Math.max(0, context)}\n`);
  });

  it('finds each policy and configuration, each recording and each original to be what entries name', async () => {
    const ofFiles = async (...folders: readonly string[]) => {
      const names = await Promise.all(
        folders.map(async (name) => (await filesIn(join(evidence.whole, name))).map((file) => `${name}/${file}: OK`)),
      );
      return names.flat().toSorted();
    };
    const contents = said['Policies and configurations']
      ?.split('\n')
      .filter((line) => line.includes('/'))
      .toSorted();
    expect(contents).toEqual(await ofFiles('policies', 'configs'));
    const recordings = said['Recordings and originals']?.trim().split('\n').toSorted();
    expect(recordings).toEqual(await ofFiles('originals', 'recordings'));
    expect(recordings?.length).toBeGreaterThan(8);
  });

  it('counts the events of the period as the summary does', async () => {
    const intents = Number(/(\d+) session\.intent/.exec(said['The numbers'] ?? '')?.[1]);
    const population = (await readFile(join(evidence.whole, 'worksheet/population.csv'), 'utf8')).trim().split('\r\n');
    expect(intents).toBeGreaterThan(0);
    expect(population.length - 1).toBe(intents);
  });

  it('is followed on a bundle with a filter, whose entries are those that were chosen', async () => {
    const chosen = await follow(evidence.filtered);
    const lines = await Promise.all(
      ['selected', 'context'].map((name) => readFile(join(evidence.filtered, `${name}.ndjson`), 'utf8')),
    );
    expect(chosen['The entries']).toBe(`${lines.join('').trim().split('\n').length}\n`);
    expect(Object.values(chosen).join('')).not.toMatch(/FAILED|rror/);
  });
});

describe('sallyport verify', () => {
  it.each(['whole', 'filtered'] as const)('says the same of the %s bundle', async (which) => {
    const { exitCode, out } = await runCommand(['verify', evidence[which], '--fingerprint', evidence.fingerprint]);
    expect(out).toMatch(/\nVERIFIED\n$/);
    expect(exitCode).toBe(0);
  });
});

describe('docs/evidence.md, on what was tampered with', () => {
  it.each([
    { file: 'checkpoint', offset: 40, title: 'The checkpoint', says: /Signature Verification Failure/ },
    { file: 'trust.json', offset: 120, title: 'The checkpoint', says: /^(?!.*Verified)/s },
    { file: 'tile/entries/001.p', offset: 200, title: 'The entries', says: /entry 256: invalid transparency proof/ },
    {
      file: 'tile/0/001.p',
      offset: 31,
      title: 'The entries',
      says: /entry \d+: .*(inconsistent tile|invalid transparency proof)/,
    },
    {
      file: 'tile/1/000.p',
      offset: 31,
      title: 'The entries',
      says: /entry \d+: .*(inconsistent tile|invalid transparency proof)/,
    },
  ])('refuses $file with a bit changed', async ({ file, offset, title, says }) => {
    // How wide the last tiles are depends on what real calls left.
    const [width = ''] = file.endsWith('.p') ? await filesIn(join(evidence.whole, file)) : [];
    await withTamperedCopy({ folder: evidence.whole, file: join(file, width), offset }, async (copy) => {
      expect((await follow(copy, title))[title]).toMatch(says);
    });
  });

  it('refuses a policy, a configuration, a recording and an original with a bit changed, and no other', async () => {
    const copy = join(scratch, 'changed');
    await cp(evidence.whole, copy, { recursive: true });
    const changed: string[] = [];
    for (const folder of ['policies', 'configs', 'recordings', 'originals']) {
      const path = `${folder}/${(await filesIn(join(copy, folder)))[0] ?? ''}`;
      const bytes = await readFile(join(copy, path));
      bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30);
      await writeFile(join(copy, path), bytes);
      changed.push(path);
    }
    const words = Object.values(await follow(copy)).join('');
    const failed = [...words.matchAll(/^(.*): FAILED$/gm)].map(([, path]) => path);
    expect(failed.toSorted()).toEqual(changed.toSorted());
  });

  it('refuses an entry that is signed by a key nobody knows', async () => {
    const copy = join(scratch, 'unknown');
    await cp(evidence.filtered, copy, { recursive: true });
    const trust = JSON.parse(await readFile(join(copy, 'trust.json'), 'utf8'));
    await writeFile(join(copy, 'trust.json'), JSON.stringify({ ...trust, eventKeys: [] }));
    const words = await follow(copy, 'Who signed them');
    expect(words['The keys']).not.toContain(evidence.fingerprint);
    expect(words['Who signed them']).toMatch(/^entry \d+: FAILED$/m);
  });
});
