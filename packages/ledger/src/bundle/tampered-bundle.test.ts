import { fromUtf8, toBase64, utf8 } from '@sallyport/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { signCheckpoint } from '../checkpoint/checkpoint.ts';
import { sampleNoteSigner, sampleWitnessSigner } from '../checkpoint/note-samples.test-support.ts';
import { cosign } from '../cosignature/cosign.ts';
import { type ExportFiles, SAMPLE_ORIGIN } from '../verify/sample-ledger.test-support.ts';
import { CLOCK_SLACK_MS } from '../verify/time-order.ts';
import type { Trust } from '../verify/trust.ts';
import { bundleOf, bundleSource } from './bundle-fixture.test-support.ts';
import { identityOf, type SampleLog } from './sample-log.test-support.ts';
import { sampleWeek, type Week } from './sample-week.test-support.ts';
import { bytesOf, flip, rebuilt, withEntries, withFile, withLines, withManifest } from './tampered.test-support.ts';
import { verifyBundle } from './verify-bundle.ts';

let week: Week;
let log: SampleLog;
let trust: Trust;
let cosigned: (note: string) => Promise<string>;
let period: ExportFiles;
let whole: ExportFiles;
let chosen: ExportFiles;
beforeAll(async () => {
  week = await sampleWeek();
  log = week.log;
  const witness = await sampleWitnessSigner('witness.example.com/w1');
  cosigned = async (note) => note + (await cosign(textOf(note), { signer: witness, time: 1_795_000_000 }));
  trust = { ...log.keys.trust, witnesses: [witness.verifierKey] };
  const { from, to } = week;
  period = await bundleOf(log, { from, to, witnessed: { size: 700, note: cosigned } });
  whole = await bundleOf(log);
  chosen = await bundleOf(log, { from, to, filter: identityOf('dr-roe') });
});

const textOf = (note: string) => note.slice(0, note.indexOf('\n\n') + 1);
const reverse = <T>(list: readonly T[]) => list.toReversed();
const without = <T>(list: readonly T[], at: number) => list.filter((_, place) => place !== at);
const swapped = (lines: readonly string[]) => [lines[1] ?? '', lines[0] ?? '', ...lines.slice(2)];
const doubled = (lines: readonly string[]) => [lines[0] ?? '', ...lines];

/** What somebody does to a bundle, in words; and what it is called: the fault and where it is. */
type Tampering = readonly [string, () => ExportFiles | Promise<ExportFiles>, code: string, where: string | RegExp];

const FILES: readonly Tampering[] = [
  [
    'the manifest is not there',
    () => withFile(period, 'manifest.json', () => undefined),
    'manifest_missing',
    'manifest.json',
  ],
  ['the manifest names another tool', () => withManifest(period, { tool: 'x' }), 'manifest_malformed', 'manifest.json'],
  [
    'the manifest has its members in another order',
    () =>
      withFile(period, 'manifest.json', (bytes) => {
        const { version, ...others } = JSON.parse(fromUtf8(bytes)) as Record<string, unknown>;
        return utf8(`${JSON.stringify({ ...others, version }, null, 2)}\n`);
      }),
    'manifest_malformed',
    'manifest.json',
  ],
  [
    'the manifest is cut short',
    () => withFile(period, 'manifest.json', (bytes) => bytes.slice(0, -9)),
    'manifest_malformed',
    'manifest.json',
  ],
  [
    'the manifest names another log',
    () => withManifest(period, { origin: 'ledger.example.net' }),
    'manifest_log',
    'manifest.json',
  ],
  ['the manifest names another size', () => withManifest(period, { size: 1_000_000 }), 'manifest_log', 'manifest.json'],
  [
    'the manifest names another root hash',
    () => withManifest(period, { root: toBase64(new Uint8Array(32)) }),
    'manifest_log',
    'manifest.json',
  ],
  [
    'the manifest names a longer period',
    () => withManifest(period, { from: week.from - 2 * CLOCK_SLACK_MS }),
    'period_start',
    'manifest.json',
  ],
  [
    'the manifest names a period that is longer at its end',
    () => withManifest(period, { to: week.to + 2 * CLOCK_SLACK_MS }),
    'period_end',
    'manifest.json',
  ],
  [
    'the manifest names a period of which the log has no export',
    () => withManifest(period, { from: week.from + 1 }),
    'manifest_unrecorded',
    'manifest.json',
  ],
  [
    'the manifest says that recordings are in it',
    () => withManifest(period, { recordings: true }),
    'manifest_unrecorded',
    'manifest.json',
  ],
  [
    'the manifest begins its range in the middle of a bundle',
    () => withManifest(period, { first: 257 }),
    'manifest_malformed',
    'manifest.json',
  ],
  [
    'the manifest names a range that is over the log',
    () => withManifest(period, { end: 1024 }),
    'manifest_malformed',
    'manifest.json',
  ],
  [
    'the manifest says that a filter chose what is there',
    () => withManifest(period, { filter: { connection: 'openai' } }),
    'selection_missing',
    'selected.ndjson',
  ],
  [
    'the manifest has a filter less',
    () => withManifest(chosen, { filter: undefined }),
    'bundle_missing',
    'tile/entries/001',
  ],
  [
    'the manifest names another filter',
    () => withManifest(chosen, { filter: identityOf('svc-triage') }),
    'selection_unfit',
    /^entry \d+$/,
  ],
  [
    'the first bundle is hidden, and the range with it',
    () => withManifest(period, { first: 512 }),
    'period_start',
    'manifest.json',
  ],
  [
    'the last bundle is hidden, and the range with it',
    () => withManifest(period, { end: 512 }),
    'period_end',
    'manifest.json',
  ],
  [
    'the checkpoint is not there',
    () => withFile(period, 'checkpoint', () => undefined),
    'checkpoint_missing',
    'checkpoint',
  ],
  [
    'the checkpoint’s text was edited',
    () => withFile(period, 'checkpoint', (bytes) => utf8(fromUtf8(bytes).replace(/\n\d+\n/, '\n700\n'))),
    'checkpoint_signature',
    'checkpoint',
  ],
  [
    'the checkpoint was signed with another key of the same name',
    async () => {
      const other = await sampleNoteSigner(SAMPLE_ORIGIN);
      const note = utf8(await signCheckpoint({ origin: SAMPLE_ORIGIN, size: log.size, root: log.root }, other));
      return withFile(period, 'checkpoint', () => note);
    },
    'checkpoint_unsigned',
    'checkpoint',
  ],
  [
    'the checkpoint is another log’s',
    async () => {
      const other = await sampleNoteSigner('ledger.example.net/other');
      const note = utf8(await signCheckpoint({ origin: other.name, size: log.size, root: log.root }, other));
      return withFile(period, 'checkpoint', () => note);
    },
    'checkpoint_origin',
    'checkpoint',
  ],
  [
    'the checkpoint is of an earlier export of the same log',
    () => withFile(period, 'checkpoint', () => bytesOf(whole, 'checkpoint')),
    'manifest_log',
    'manifest.json',
  ],
  [
    'the right edge above the entries was changed',
    () => withFile(period, 'tile/1/000.p/3', (bytes) => flip(bytes, 40)),
    'root_unproven',
    'checkpoint',
  ],
  [
    'the right edge above the entries is not there',
    () => withFile(period, 'tile/1/000.p/3', () => undefined),
    'tile_missing',
    'tile/1/000.p/3',
  ],
  [
    'the right edge above the entries is cut short',
    () => withFile(period, 'tile/1/000.p/3', (bytes) => bytes.slice(1)),
    'tile_malformed',
    'tile/1/000.p/3',
  ],
  [
    'a tile of the range was changed',
    () => withFile(period, 'tile/0/001', (bytes) => flip(bytes, 5000)),
    'tile_unproven',
    'tile/0/001',
  ],
  [
    'a tile of the range is not there',
    () => withFile(period, 'tile/0/002', () => undefined),
    'tile_missing',
    'tile/0/002',
  ],
  [
    'a tile beside the range was changed',
    () => withFile(period, 'tile/0/000', (bytes) => flip(bytes, 1)),
    'tile_unproven',
    'tile/0/000',
  ],
  [
    'a tile of another size is there too',
    () => withFile(period, 'tile/0/003.p/1', () => new Uint8Array(32)),
    'tile_foreign',
    'tile/0/003.p/1',
  ],
  [
    'a tile of no tree is there too',
    () => withFile(period, 'tile/0/x001/002/../../003', () => new Uint8Array(32)),
    'tile_foreign',
    'tile/0/x001/002/../../003',
  ],
  [
    'a bundle from outside of the range is there too',
    () => withFile(period, 'tile/entries/000', () => bytesOf(whole, 'tile/entries/000')),
    'tile_foreign',
    'tile/entries/000',
  ],
  [
    'an entry was edited',
    () => withFile(period, 'tile/entries/001', (bytes) => flip(bytes, 300)),
    'entry_differs',
    'entry 256',
  ],
  [
    'an entry was removed',
    () => withEntries(period, 1, (entries) => without(entries, 7)),
    'bundle_count',
    'tile/entries/001',
  ],
  [
    'an entry was replaced by its neighbour',
    () => withEntries(period, 2, (entries) => [...entries.slice(0, 5), ...entries.slice(4, 5), ...entries.slice(6)]),
    'entry_differs',
    'entry 517',
  ],
  ['the entries of a bundle are in another order', () => withEntries(period, 1, reverse), 'entry_differs', 'entry 256'],
  [
    'two bundles were swapped',
    () => {
      const [one, two] = [bytesOf(period, 'tile/entries/001'), bytesOf(period, 'tile/entries/002')];
      return new Map(period).set('tile/entries/001', two).set('tile/entries/002', one);
    },
    'entry_differs',
    'entry 256',
  ],
  [
    'a bundle is cut short',
    () => withFile(period, 'tile/entries/002', (bytes) => bytes.slice(0, -1)),
    'bundle_malformed',
    'tile/entries/002',
  ],
  [
    'a bundle is not there',
    () => withFile(period, 'tile/entries/002', () => undefined),
    'bundle_missing',
    'tile/entries/002',
  ],
  [
    'an entry of the context was edited',
    () =>
      withLines(period, 'context.ndjson', ([first = '', ...others]) => [
        first.replace(/(.)"}/, (_, last) => `${last === 'A' ? 'Q' : 'A'}"}`),
        ...others,
      ]),
    'entry_differs',
    /^entry \d+$/,
  ],
  [
    'an entry of the context is said to stand elsewhere',
    () =>
      withLines(period, 'context.ndjson', ([first = '', second = '', ...others]) => [
        first,
        second.replace(/"leaf".*/, first.slice(first.indexOf('"leaf"')).trimEnd()),
        ...others,
      ]),
    'entry_differs',
    'entry 1',
  ],
  [
    'the entries of the context are in another order',
    () => withLines(period, 'context.ndjson', swapped),
    'lines_order',
    'context.ndjson line 2',
  ],
  [
    'an entry stands in the context twice',
    () => withLines(period, 'context.ndjson', doubled),
    'lines_order',
    'context.ndjson line 2',
  ],
  [
    'a line of the context has spaces',
    () => withLines(period, 'context.ndjson', ([first = '', ...others]) => [first.replace(',', ', '), ...others]),
    'lines_malformed',
    'context.ndjson line 1',
  ],
  [
    'the context is cut short',
    () => withFile(period, 'context.ndjson', (bytes) => bytes.slice(0, -1)),
    'lines_malformed',
    /^context.ndjson line \d+$/,
  ],
  [
    'the context names an entry after the last',
    () => withLines(period, 'context.ndjson', (lines) => [...lines, '{"index":1000000,"leaf":"a"}\n']),
    'lines_outside',
    'entry 1000000',
  ],
  [
    'the context has an entry of the range',
    () =>
      withLines(period, 'context.ndjson', (lines) => [
        ...lines.slice(0, -1),
        `{"index":300,"leaf":"a"}\n`,
        ...lines.slice(-1),
      ]),
    'lines_outside',
    'entry 300',
  ],
  [
    'the context lacks the grant of a client',
    () => withLines(period, 'context.ndjson', (lines) => lines.slice(1)),
    'event_key_unknown',
    /^entry \d+$/,
  ],
  [
    'the context lacks the event of the export',
    () => withLines(period, 'context.ndjson', (lines) => lines.slice(0, -1)),
    'manifest_unrecorded',
    'manifest.json',
  ],
  [
    'the chosen entries are in another order',
    () => withLines(chosen, 'selected.ndjson', swapped),
    'lines_order',
    'selected.ndjson line 2',
  ],
  [
    'a chosen entry is there twice',
    () => withLines(chosen, 'selected.ndjson', doubled),
    'lines_order',
    'selected.ndjson line 2',
  ],
  [
    'a chosen entry was edited',
    () =>
      withLines(chosen, 'selected.ndjson', ([first = '', ...others]) => [
        first.replace('"leaf":"e', '"leaf":"f'),
        ...others,
      ]),
    'entry_differs',
    /^entry \d+$/,
  ],
  ['an entry is among the chosen that does not fit', () => addedChoice(), 'selection_unfit', /^entry \d+$/],
  [
    'the intent of a chosen session is left out',
    () => withLines(chosen, 'selected.ndjson', (lines) => lines.filter((line) => !line.includes(intentIn(lines)))),
    'outcome_orphan',
    /^entry \d+$/,
  ],
  [
    'chosen entries are there, and no filter',
    () => withFile(period, 'selected.ndjson', () => bytesOf(chosen, 'selected.ndjson')),
    'selection_foreign',
    'selected.ndjson',
  ],
  [
    'the witnessed note is another log’s',
    async () => {
      const other = await sampleNoteSigner('ledger.example.net/other');
      const note = await cosigned(await signCheckpoint({ origin: other.name, size: 5, root: log.root }, other));
      return withFile(period, 'witnessed', () => utf8(note));
    },
    'note_invalid',
    'witnessed',
  ],
  [
    'no witness cosigned the witnessed note',
    () => withFile(period, 'witnessed', (bytes) => utf8(fromUtf8(bytes).replace(/— witness.*\n/, ''))),
    'note_uncosigned',
    'witnessed',
  ],
  [
    'the witnessed note is of another root hash: the log was forked',
    async () => {
      const note = await cosigned(
        await signCheckpoint({ origin: SAMPLE_ORIGIN, size: 700, root: new Uint8Array(32) }, log.keys.log),
      );
      return withFile(period, 'witnessed', () => utf8(note));
    },
    'forked',
    'witnessed',
  ],
  [
    'the witnessed note is of a larger log: it was rolled back',
    async () => {
      const note = await cosigned(
        await signCheckpoint({ origin: SAMPLE_ORIGIN, size: 70_000, root: new Uint8Array(32) }, log.keys.log),
      );
      return withFile(period, 'witnessed', () => utf8(note));
    },
    'rolled_back',
    'witnessed',
  ],
  [
    'the witnessed note is of a size whose hashes were left out',
    async () => {
      const note = await cosigned(
        await signCheckpoint({ origin: SAMPLE_ORIGIN, size: 70, root: new Uint8Array(32) }, log.keys.log),
      );
      return withFile(
        withFile(period, 'witnessed', () => utf8(note)),
        'tile/0/000',
        () => undefined,
      );
    },
    'tile_missing',
    'tile/0/000',
  ],
];

/** What an operator does who has the log's keys and builds its tree anew. */
const REBUILT: readonly Tampering[] = [
  [
    'the grant of a client was removed, and the tree built anew',
    () => rebuilt(log, (leaves) => without(leaves, 0)),
    'event_key_unknown',
    /^entry \d+$/,
  ],
  [
    'an outcome’s intent was removed, and the tree built anew',
    () => rebuilt(log, (leaves) => without(leaves, 2)),
    'outcome_orphan',
    'entry 2',
  ],
  [
    'a client’s intent was removed, and the tree built anew',
    () => rebuilt(log, (leaves) => without(leaves, 122)),
    'intent_unsigned',
    'entry 122',
  ],
  [
    'an entry stands in the log twice',
    () => rebuilt(log, (leaves) => [...leaves, ...leaves.slice(50, 51)]),
    'id_repeated',
    /^entry \d+$/,
  ],
  [
    'an entry was moved to the end',
    () => rebuilt(log, (leaves) => [...without(leaves, 2), ...leaves.slice(2, 3)]),
    'outcome_orphan',
    'entry 2',
  ],
  [
    'an entry before a heartbeat was removed',
    () => rebuilt(log, (leaves) => without(leaves, 121)),
    'heartbeat_differs',
    /^entry \d+$/,
  ],
  [
    'an entry of the period was removed',
    () => rebuilt(log, (leaves) => without(leaves, week.reviewed), { from: week.from, to: week.to }),
    'review_apart',
    /^entry \d+$/,
  ],
];

function addedChoice(): ExportFiles {
  const lines = fromUtf8(bytesOf(chosen, 'selected.ndjson')).split(/(?<=\n)/);
  const there = new Set(lines.slice(0, -1).map((line) => (JSON.parse(line) as { index: number }).index));
  const index = [...log.leaves.keys()].findLast((at) => at < 700 && !there.has(at)) ?? 0;
  const line = `${JSON.stringify({ index, leaf: fromUtf8(log.leaves[index] ?? new Uint8Array()) })}\n`;
  const placed = [...lines.slice(0, -1), line].toSorted((a, b) => JSON.parse(a).index - JSON.parse(b).index);
  return withFile(chosen, 'selected.ndjson', () => utf8(placed.join('')));
}

/** The leaf of the first intent of the period among chosen entries. */
function intentIn(lines: readonly string[]): string {
  const inPeriod = ({ time }: { time: number }) => time >= week.from && time < week.to;
  for (const line of lines.filter((one) => one !== '')) {
    const { leaf } = JSON.parse(line) as { leaf: string };
    const payload = JSON.parse(atob((leaf.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')));
    if (payload.metadata?.event_code !== 'session.intent' || payload.unmapped.review !== undefined) continue;
    if (inPeriod(payload)) return leaf;
  }
  return '';
}

describe('a bundle of which', () => {
  it('nothing was changed passes', async () => {
    for (const files of [period, whole, chosen]) {
      expect((await verifyBundle(bundleSource(files), trust)).firstFault).toBeUndefined();
    }
  });

  it.each([...FILES, ...REBUILT])('%s', async (_, tamper, code, where) => {
    const { ok, firstFault } = await verifyBundle(bundleSource(await tamper()), trust);
    expect(ok).toBe(false);
    expect(firstFault).toMatchObject({ code, where: typeof where === 'string' ? where : expect.stringMatching(where) });
    expect(firstFault?.words).toMatch(/^[^{}]+: .*[a-z]{3}/);
  });

  it('the keys are another log’s is believed in nothing', async () => {
    const { log: others } = await sampleWeek();
    const { firstFault } = await verifyBundle(bundleSource(period), others.keys.trust);
    expect(firstFault?.code).toBe('checkpoint_unsigned');
    const mixed = { ...log.keys.trust, eventKeys: others.keys.trust.eventKeys };
    expect((await verifyBundle(bundleSource(period), mixed)).firstFault?.code).toBe('event_key_unknown');
  });
});
