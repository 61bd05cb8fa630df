import { Writable } from 'node:stream';
import { DEFAULT_DETECT } from '@sallyport/pipeline';
import { describe, expect, it } from 'vitest';
import type { Config, EnginesConfig } from '../config/index.ts';
import type { EventDraft } from '../door/event-log.ts';
import { createLog } from '../log/index.ts';
import { openDetect, recordOptOut } from './open-detect.ts';

const TEXT = 'Patient: Maria Delgado';
const DEAD = { url: 'http://127.0.0.1:9', insecureHttp: false, language: 'en', timeoutMs: 5_000 } as const;

function partsOf(engines: EnginesConfig | undefined, sealed: Readonly<Record<string, string>> = {}) {
  const lines: string[] = [];
  const stream = new Writable({
    write: (line, _, done) => {
      lines.push(String(line));
      done();
    },
  });
  const config = { digest: `sha256:${'a'.repeat(64)}`, engines } as unknown as Config;
  const secrets = { get: async (name: string) => sealed[name] };
  return { lines, parts: { config, secrets, log: createLog({ stream }), builtIn: DEFAULT_DETECT } };
}

describe('openDetect', () => {
  it('is Sallyport’s own where no engine is named', async () => {
    const detect = await openDetect(partsOf(undefined).parts);
    expect((await detect([{ text: TEXT }]))[0]).toHaveLength(1);
  });

  it('refuses where an engine is down', async () => {
    const { parts, lines } = partsOf({ onFailure: 'refuse', presidio: DEAD });
    const detect = await openDetect(parts);
    await expect(detect([{ text: TEXT }])).rejects.toMatchObject({ code: 'engine_unavailable' });
    expect(lines).toEqual([]);
  });

  it('logs each failure that it is told to pass over', async () => {
    const { parts, lines } = partsOf({ onFailure: 'dangerouslyIgnore', presidio: DEAD });
    const detect = await openDetect(parts);
    expect((await detect([{ text: TEXT }]))[0]).toHaveLength(1);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ message: 'engine failed', engine: 'presidio', code: 'engine_unavailable' }),
    ]);
  });

  it('opens those that need a package or a key', async () => {
    const azurePhi = { endpoint: 'http://127.0.0.1:9', secret: 'azure-key', language: 'en', timeoutMs: 5_000 };
    const comprehendMedical = { region: 'us-east-1', endpoint: 'http://127.0.0.1:9', timeoutMs: 5_000 };
    const engines = { onFailure: 'refuse', azurePhi, comprehendMedical } as const;
    expect(await openDetect(partsOf(engines, { 'azure-key': 'k' }).parts)).toBeTypeOf('function');
    await expect(openDetect(partsOf(engines).parts)).rejects.toMatchObject({ code: 'config_invalid' });
  });
});

describe('recordOptOut', () => {
  it.each([
    ['none', undefined, []],
    ['refuse', { onFailure: 'refuse', presidio: DEAD }, []],
    ['dangerouslyIgnore', { onFailure: 'dangerouslyIgnore', presidio: DEAD }, ['engine_failure']],
  ] as const)('records under %s', async (_, engines, optOuts) => {
    const drafts: EventDraft[] = [];
    const { parts } = partsOf(engines);
    const events = { record: async (draft: EventDraft) => void drafts.push(draft) };
    await recordOptOut(parts.config, { events, log: parts.log });
    expect(drafts.map(({ details }) => details.optOut)).toEqual(optOuts);
  });
});
