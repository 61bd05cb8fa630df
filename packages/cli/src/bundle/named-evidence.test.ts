import { createHash } from 'node:crypto';
import type { RecordingDetails } from '@sallyport/core';
import { RecordingWriter, recordingDigest } from '@sallyport/recording';
import { beforeAll, describe, expect, it } from 'vitest';
import { BundleFindings } from './bundle-findings.ts';
import { bundleEntry, memoryBundle } from './kept-bundle.test-support.ts';
import { NamedContent } from './named-content.ts';
import { SessionEvidence } from './session-evidence.ts';

const SESSION = '7a1f0c52-9d3e-4b1a-8f60-2b6f3a1c9e04';
const OTHER = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

function failed(findings: BundleFindings): readonly string[] {
  return findings
    .checks()
    .filter(({ ok, detail }) => !ok && !detail.startsWith('not checked'))
    .map(({ detail }) => detail);
}

function hexOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('NamedContent', () => {
  const policy = Buffer.from('{"name":"safe-harbor","rules":[]}');
  const config = Buffer.from('{"connections":[]}');
  const details = { policy: `sha256:${hexOf(policy)}`, config: `sha256:${hexOf(config)}`, configVersion: 3 };
  const files = new Map([
    [`policies/${hexOf(policy)}.json`, policy],
    [`configs/${hexOf(config)}.json`, config],
  ]);

  async function checked(kept: ReadonlyMap<string, Uint8Array>, entries = [bundleEntry('session.intent', details)]) {
    const findings = new BundleFindings();
    const content = new NamedContent(memoryBundle(kept), findings);
    for (const entry of entries) await content.take(entry);
    content.end();
    return { content, findings };
  }

  it('accepts each by its digest, however often it is named', async () => {
    const entry = bundleEntry('session.intent', details);
    const { content, findings } = await checked(files, [
      entry,
      entry,
      bundleEntry('review.requested', { policy: details.policy }),
    ]);
    expect(failed(findings)).toEqual([]);
    expect([...files.keys(), 'policies/00.json', 'checkpoint'].filter((path) => content.belongs(path))).toEqual([
      ...files.keys(),
    ]);
    expect(findings.checks()).toContainEqual({
      name: 'policies',
      ok: true,
      detail: '1 policies, each with the digest that entries name',
    });
  });

  it('names the entry whose policy or configuration is not there, once', async () => {
    const entries = [4, 5].map((index) => bundleEntry('session.intent', details, { index }));
    const { findings } = await checked(new Map(), entries);
    expect(failed(findings)).toEqual([
      'entry 4: an entry names this policy, and it is not there',
      'entry 4: an entry names this configuration, and it is not there',
    ]);
  });

  it('asks for no configuration that was to be applied, and then was not', async () => {
    const { policy: _, ...applied } = details;
    const said = bundleEntry('config.applied', applied);
    const failing = 'event' in said ? { ...said, event: { ...said.event, status_id: 2 as const } } : said;
    expect(failed((await checked(new Map(), [said, failing])).findings)).toEqual([]);
    const used = bundleEntry('session.intent', applied, { index: 9 });
    for (const entries of [[said], [said, used, failing], [said, failing, used], [said, failing, said]]) {
      expect(failed((await checked(new Map(), entries)).findings)).toEqual([
        expect.stringMatching(/^entry \d+: an entry names this configuration, and it is not there$/),
      ]);
    }
  });

  it('names the file that has another digest', async () => {
    for (const path of files.keys()) {
      const { findings } = await checked(new Map([...files, [path, Buffer.from('{}')]]));
      expect(failed(findings)).toEqual([expect.stringMatching(`^${path}: .*another digest$`)]);
    }
  });

  it('asks entries outside of the range for nothing, and holds a configuration without a version to be none', async () => {
    const outside = bundleEntry('session.intent', details, { within: 'context' });
    expect(failed((await checked(new Map(), [outside])).findings)).toEqual([]);
    const { configVersion: _, policy: __, ...start } = details;
    expect(failed((await checked(new Map(), [bundleEntry('config.applied', start)])).findings)).toEqual([]);
  });
});

describe('SessionEvidence', () => {
  const original = Buffer.from('{"protected":"invented"}\n');
  let jwes: readonly Uint8Array[];
  let others: readonly Uint8Array[];
  let details: { readonly sessionId: string; readonly recording: RecordingDetails };

  beforeAll(async () => {
    [jwes, others] = await Promise.all([segmentsOf(SESSION), segmentsOf(OTHER)]);
    const { segments, digest } = await recordingDigest(each(jwes));
    const originals = createHash('sha256').update(original).digest('base64url');
    details = { sessionId: SESSION, recording: { mode: 'sealed', segments, digest, originals, sealedBy: 'client' } };
  });

  async function checked(
    kept: Record<string, Uint8Array>,
    options: { readonly kept?: boolean; readonly purged?: string } = {},
  ) {
    const findings = new BundleFindings();
    const bundle = memoryBundle(new Map(Object.entries(kept)));
    const evidence = new SessionEvidence({ bundle, findings, kept: options.kept ?? true });
    await evidence.take(bundleEntry('session.outcome', details, { index: 7 }));
    if (options.purged !== undefined) {
      const recording = { reason: 'expired' } as const;
      await evidence.take(
        bundleEntry('recording.purged', { sessionId: options.purged, recording }, { within: 'context' }),
      );
    }
    evidence.end();
    return { evidence, failed: failed(findings), checks: findings.checks() };
  }

  const recordings = `recordings/${SESSION}.jwes`;
  const originals = `originals/${SESSION}.jwes`;

  it('accepts both, by what the outcome names', async () => {
    const found = await checked({ [recordings]: lines(jwes), [originals]: original });
    expect(jwes.length).toBe(3);
    expect(found.failed).toEqual([]);
    expect([recordings, originals, `recordings/${OTHER}.jwes`].map((path) => found.evidence.belongs(path))).toEqual([
      true,
      true,
      false,
    ]);
    expect(found.checks).toContainEqual({
      name: 'recordings',
      ok: true,
      detail: '1 recordings, each with the digest that its outcome names; 0 purged',
    });
  });

  it.each([
    ['a segment less', () => lines(jwes.slice(0, 2)), 'fewer segments there, or more'],
    ['a segment more', () => lines([...jwes, ...jwes]), 'fewer segments there, or more'],
    ['nothing', () => new Uint8Array(0), 'fewer segments there, or more'],
    ['segments in another order', () => lines(jwes.toReversed()), 'another digest'],
    ['a segment that was changed', () => lines([...jwes.slice(0, 2), changed(jwes[2])]), 'another digest'],
    ['the recording of another session', () => lines(others), 'that of another session'],
    ['a last line without an end', () => lines(jwes).subarray(0, -1), 'another digest'],
    ['an empty line', () => Buffer.concat([Buffer.from('\n'), lines(jwes)]), 'another digest'],
    ['a line without an end in sight', () => Buffer.alloc(400_000, 'x'), 'another digest'],
  ])('names %s', async (_, bytes, words) => {
    const { failed: found } = await checked({ [recordings]: bytes(), [originals]: original });
    expect(found).toEqual([expect.stringMatching(`^entry 7: .*${words}$`)]);
  });

  it('names a recording that is not there, unless an event says that it was purged', async () => {
    const without = { [originals]: original };
    const missing = 'entry 7: the recording it names is not there, and no event says that it was purged';
    expect((await checked(without)).failed).toEqual([missing]);
    expect((await checked(without, { purged: OTHER })).failed).toEqual([missing]);
    expect((await checked(without, { purged: SESSION })).failed).toEqual([]);
  });

  it('says how many it was made without', async () => {
    const { failed: found, checks } = await checked({}, { kept: false });
    expect(found).toEqual([]);
    expect(checks).toContainEqual(
      expect.objectContaining({ detail: expect.stringContaining('made without the 1 that') }),
    );
  });

  it('names a sealed original that was changed, and counts one that is not there', async () => {
    const recording = { [recordings]: lines(jwes) };
    const altered = await checked({ ...recording, [originals]: Buffer.concat([original, original]) });
    expect(altered.failed).toEqual([expect.stringMatching(/^entry 7: .*sealed original it names has another digest$/)]);
    const { failed: found, checks } = await checked(recording);
    expect(found).toEqual([]);
    expect(checks).toContainEqual(
      expect.objectContaining({ detail: expect.stringContaining('1 that entries name are not there') }),
    );
  });

  it('opens nothing by the name of a session that is none', async () => {
    const findings = new BundleFindings();
    const opened: string[] = [];
    const bundle = { ...memoryBundle(new Map()), open: async (path: string) => void opened.push(path) };
    const evidence = new SessionEvidence({ bundle, findings, kept: true });
    await evidence.take(bundleEntry('session.outcome', { ...details, sessionId: '../../etc/passwd' }));
    expect(failed(findings)).toEqual(['entry 0: it names a recording, and no session that could have one']);
    expect(opened).toEqual([]);
  });
});

async function segmentsOf(id: string): Promise<readonly Uint8Array[]> {
  const segments: Uint8Array[] = [];
  const sink = { write: async ({ jwe }: { readonly jwe: Uint8Array }) => void segments.push(jwe) };
  const writer = new RecordingWriter({ id, key: new Uint8Array(32).fill(7), sink });
  for (let at = 0; at < 2; at += 1) {
    await writer.add({ type: 'body', of: 'answer', at, text: 'invented' });
    await writer.flush();
  }
  await writer.end({ type: 'end', at: 9 });
  return segments;
}

function each(items: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  return (async function* () {
    yield* items;
  })();
}

function lines(jwes: readonly Uint8Array[]): Buffer {
  return Buffer.concat(jwes.flatMap((jwe) => [jwe, Buffer.from('\n')]));
}

/** With another character in the middle of its ciphertext. */
function changed(jwe: Uint8Array = new Uint8Array(0)): Uint8Array {
  const bytes = Buffer.from(jwe);
  const at = bytes.length - 30;
  bytes.writeUInt8(bytes.readUInt8(at) === 0x41 ? 0x42 : 0x41, at);
  return bytes;
}
