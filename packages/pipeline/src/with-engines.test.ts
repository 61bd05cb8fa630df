import { SallyportError, type Span } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DETECT } from './defaults.ts';
import type { Detect } from './ports.ts';
import { type Engine, type EngineFailure, withEngines } from './with-engines.ts';

const TEXT = 'Orders were reviewed with Okafor. SSN 078-05-1120.';
const OKAFOR = { start: 26, end: 32, type: 'NAME', score: 0.9 } as const;
const NOTHING: Detect = async (inputs) => inputs.map(() => []);

/** An engine that answers by a function, and writes down what it is shown. */
function engineOf(answer: (text: string) => readonly Span[], name = 'fake') {
  const shown: string[][] = [];
  const engine: Engine = {
    name,
    detect: async (texts) => {
      shown.push([...texts]);
      return texts.map(answer);
    },
  };
  return { engine, shown };
}

const broken = (cause: unknown): Engine => ({ name: 'broken', detect: () => Promise.reject(cause) });

describe('withEngines', () => {
  it('adds what engines find to what is found already', async () => {
    const { engine } = engineOf(() => [OKAFOR]);
    const [alone] = await DEFAULT_DETECT([{ text: TEXT }]);
    const [spans] = await withEngines(DEFAULT_DETECT, { engines: [engine] })([{ text: TEXT }]);
    expect(alone?.map(({ type }) => type)).toContain('SSN');
    expect(spans?.map(({ type, start, end }) => `${type} ${TEXT.slice(start, end)}`)).toEqual([
      'NAME Okafor',
      'SSN 078-05-1120',
    ]);
  });

  it('merges several, and what is no identifier is let go', async () => {
    const first = engineOf(() => [OKAFOR, { start: 0, end: 6, type: 'NAME', score: 0.4 }]).engine;
    const second = engineOf((text) => [{ ...OKAFOR, start: 21, end: text.length }]).engine;
    const year = engineOf(() => [{ start: 0, end: 4, type: 'DATE', score: 1 }]).engine;
    const detect = withEngines(NOTHING, { engines: [first, second] });
    const [spans] = await detect([{ text: TEXT }]);
    expect(spans?.map(({ start, end }) => [start, end])).toEqual([
      [0, 6],
      [21, 50],
    ]);
    expect(await withEngines(NOTHING, { engines: [year] })([{ text: '2024 was good' }])).toEqual([[]]);
  });

  it('shows engines texts alone, without fields, structure and what holds nothing', async () => {
    const { engine, shown } = engineOf((text) => [{ ...OKAFOR, start: 0, end: text.length }]);
    const detect = withEngines(NOTHING, { engines: [engine] });
    const found = await detect([
      { text: 'gpt-4o', structure: true },
      { text: 'Okafor', field: 'surname' },
      { text: ' — ' },
      { text: 'Delgado' },
    ]);
    expect(shown).toEqual([['Okafor', 'Delgado']]);
    expect(found.map((spans) => spans.length)).toEqual([0, 1, 0, 1]);
    await detect([{ text: 'gpt-4o', structure: true }]);
    expect(shown).toHaveLength(1);
  });

  it.each([
    ['a code of its own', broken(new SallyportError('engine_timeout')), 'engine_timeout'],
    ['an error of somebody else', broken(new TypeError('about Okafor')), 'detector_failed'],
    ['nothing', { name: 'none', detect: async () => null as never }, 'detector_failed'],
    ['too few answers', { name: 'few', detect: async () => [] }, 'engine_invalid'],
    ['a span behind the text', engineOf(() => [{ ...OKAFOR, end: 999 }]).engine, 'engine_invalid'],
  ])('refuses where an engine fails with %s', async (_, engine, code) => {
    const detect = withEngines(DEFAULT_DETECT, { engines: [engineOf(() => []).engine, engine] });
    const error: unknown = await detect([{ text: TEXT }]).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code });
    expect(`${String(error)}${String(Reflect.get(Object(error), 'cause'))}`).not.toContain('Okafor');
  });

  it('passes a failure over only where policy says so, and tells', async () => {
    const ignored: EngineFailure[] = [];
    const engines = [
      broken(new SallyportError('engine_unavailable')),
      engineOf(() => [{ ...OKAFOR, end: 999 }], 'wild').engine,
      engineOf(() => [OKAFOR]).engine,
    ];
    const onIgnored = (failure: EngineFailure) => ignored.push(failure);
    const detect = withEngines(NOTHING, { engines, onFailure: 'dangerouslyIgnore', onIgnored });
    expect(await detect([{ text: TEXT }])).toEqual([[OKAFOR]]);
    expect(ignored).toEqual([
      { engine: 'broken', code: 'engine_unavailable' },
      { engine: 'wild', code: 'engine_invalid' },
    ]);
  });

  it('never passes over the failure of its own detector', async () => {
    const failing: Detect = () => Promise.reject(new SallyportError('detector_failed'));
    const options = { engines: [engineOf(() => []).engine], onFailure: 'dangerouslyIgnore' } as const;
    await expect(withEngines(failing, options)([{ text: TEXT }])).rejects.toMatchObject({ code: 'detector_failed' });
    const forgetful: Detect = async () => [];
    const wild = { engines: [engineOf(() => [OKAFOR]).engine], onFailure: 'dangerouslyIgnore' } as const;
    await expect(withEngines(forgetful, wild)([{ text: TEXT }])).rejects.toMatchObject({ code: 'detector_failed' });
  });

  it('stops the others when one refuses', async () => {
    let stopped = false;
    const slow: Engine = {
      name: 'slow',
      detect: (_, { signal } = {}) =>
        new Promise(() => {
          signal?.addEventListener('abort', () => {
            stopped = true;
          });
        }),
    };
    const detect = withEngines(NOTHING, { engines: [slow, broken(new SallyportError('engine_invalid'))] });
    await expect(detect([{ text: TEXT }])).rejects.toMatchObject({ code: 'engine_invalid' });
    expect(stopped).toBe(true);
  });

  it.each(['refuse', 'dangerouslyIgnore'] as const)('ends with its caller, under %s', async (onFailure) => {
    const caller = new AbortController();
    const deaf: Engine = { name: 'deaf', detect: () => new Promise(() => undefined) };
    const detecting = withEngines(NOTHING, { engines: [deaf], onFailure })([{ text: TEXT }], { signal: caller.signal });
    caller.abort();
    await expect(detecting).rejects.toMatchObject({ code: 'cancelled' });
  });
});
