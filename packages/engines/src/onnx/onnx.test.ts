import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { describeEngineContract } from '../engine-contract.test-support.ts';
import { onnx } from './onnx.ts';
import { type TinyModel, writeTinyModel } from './tiny-model.test-support.ts';

const LABELS = ['O', 'B-PER', 'I-PER', 'B-HOSP', 'I-HOSP', 'B-DATE', 'B-COUNTRY', 'B-NEWKIND', 'I-DATE'];
const TINY: TinyModel = {
  labels: LABELS,
  most: 16,
  tokens: {
    delgado: 1,
    okafor: 1,
    maria: 1,
    '##ria': 2,
    de: 0,
    jose: 1,
    ',': 0,
    '/': 8,
    mercy: 3,
    hospital: 4,
    '03': 5,
    '14': 5,
    mexico: 6,
    zeta: 7,
  },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-onnx-'));
  await writeTinyModel(folder, TINY);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

/** What is found in a text, as type, subtype and words. */
async function found(text: string): Promise<readonly string[]> {
  const [spans = []] = await (await onnx({ model: folder })).detect([text]);
  return spans.map(
    ({ type, subtype, start, end }) => `${type}${subtype ? `/${subtype}` : ''} ${text.slice(start, end)}`,
  );
}

describe('onnx', () => {
  describeEngineContract(async () => {
    const own = await mkdtemp(join(tmpdir(), 'sallyport-onnx-'));
    await writeTinyModel(own, TINY);
    return { engine: await onnx({ model: own }), close: () => rm(own, { recursive: true, force: true }) };
  });

  it.each([
    ['Maria Delgado', ['NAME Maria', 'NAME Delgado']],
    ['at Mercy Hospital now', ['LOCATION/facility Mercy Hospital']],
    ['MERCY\n  Hospital', ['LOCATION/facility MERCY\n  Hospital']],
    ['José, maria,Okafor', ['NAME José', 'NAME maria', 'NAME Okafor']],
    ['Jose\u0301 here', ['NAME Jose\u0301']],
    ['on 03/14', ['DATE 03/14']],
    ['to Mexico', []],
    ['Zeta', ['OTHER_ID Zeta']],
    ['Delgadosson', []],
    ['Del\u0007gado', ['NAME Del\u0007gado']],
  ])('finds in %j: %j', async (text, spans) => {
    expect(await found(text)).toEqual(spans);
  });

  it('takes the words of a table of one’s own', async () => {
    const engine = await onnx({ model: folder, labels: { PER: { type: 'NAME' }, NEWKIND: 'no_identifier' } });
    const [spans] = await engine.detect(['Zeta Delgado Mercy']);
    expect(spans?.map(({ type }) => type)).toEqual(['NAME', 'OTHER_ID']);
  });

  it('is the same every time', async () => {
    const text = 'Maria Delgado of Mercy Hospital, 03/14';
    const engine = await onnx({ model: folder });
    const all = await Promise.all(Array.from({ length: 5 }, () => engine.detect([text])));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('fetches nothing, whatever it is asked for', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network'));
    await (await onnx({ model: folder })).detect(['Delgado']);
    for (const model of ['Xenova/bert-base-NER', join(folder, 'nowhere'), folder.slice(1)])
      await expect(onnx({ model })).rejects.toMatchObject({ code: 'engine_missing' });
    expect(fetched).not.toHaveBeenCalled();
  });
});

describe('a folder that holds no model', () => {
  it.each([
    ['no labels', 'config.json', JSON.stringify({ model_type: 'bert', id2label: {} })],
    ['no configuration', 'config.json', '{'],
    ['no tokenizer', 'tokenizer.json', '{}'],
    ['no network', join('onnx', 'model.onnx'), 'not a model'],
  ])('%s', async (_, file, content) => {
    const broken = await mkdtemp(join(tmpdir(), 'sallyport-onnx-'));
    await writeTinyModel(broken, TINY);
    await writeFile(join(broken, file), content);
    await expect(onnx({ model: broken })).rejects.toMatchObject({ code: 'engine_missing' });
    await rm(broken, { recursive: true, force: true });
  });

  it('or one whose answers do not fit its labels, is found out', async () => {
    const broken = await mkdtemp(join(tmpdir(), 'sallyport-onnx-'));
    await writeTinyModel(broken, TINY);
    await writeFile(
      join(broken, 'config.json'),
      JSON.stringify({ model_type: 'bert', id2label: { 0: 'O', 1: 'B-PER' }, max_position_embeddings: 16 }),
    );
    const engine = await onnx({ model: broken });
    await expect(engine.detect(['Delgado'])).rejects.toMatchObject({ code: 'engine_invalid' });
    await rm(broken, { recursive: true, force: true });
  });
});
