import { toHex } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { inspectCheckpoint } from '../checkpoint/checkpoint.ts';
import { checkSignature, parseNote } from '../checkpoint/note.ts';
import { decodeVerifierKey } from '../checkpoint/verifier-key.ts';
import { growTree } from '../tree/grow-tree.ts';
import { sampleLeafHashes } from '../tree/leaf-samples.test-support.ts';
import { EMPTY_EDGE } from '../tree/tree-edge.ts';

// The examples of the C2SP specifications (https://c2sp.org, CC BY 4.0). That of tlog-proof leaves out its middle, so it is not here.
const VERIFIER_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const NOTE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
const POEM = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`;
const CHECKPOINT = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;
const COSIGNATURE =
  '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';

function signersOf(note: string): readonly string[] | undefined {
  return parseNote(note)?.signatures.map(({ name, keyId, signature }) => `${name} ${toHex(keyId)} ${signature.length}`);
}

describe('the examples of C2SP', () => {
  it('verify: signed-note', async () => {
    const note = parseNote(NOTE);
    expect(note?.text).toBe('This is an example message.\n');
    expect(note && (await checkSignature(note, decodeVerifierKey(VERIFIER_KEY)))).toBe('signed');
    const changed = parseNote(NOTE.replace('an example', 'no example'));
    expect(changed && (await checkSignature(changed, decodeVerifierKey(VERIFIER_KEY)))).toBe('forged');
  });

  it('are read: signed-note, a text with an empty line and letters beyond ASCII', () => {
    expect(parseNote(POEM)?.text).toBe(POEM.slice(0, POEM.indexOf('\n— ')));
    expect(signersOf(POEM)).toEqual(['quasimodo.example/salvatore 367ba04b 64']);
  });

  it('are read: tlog-checkpoint, for which no key is published', async () => {
    expect(signersOf(CHECKPOINT)).toEqual(['example.com/behind-the-sofa 033de0ae 64']);
    expect(await inspectCheckpoint(CHECKPOINT, [])).toBe('checkpoint_origin');
  });

  it('are read: tlog-cosignature, a checkpoint that a witness signed too, with a time', async () => {
    expect(signersOf(CHECKPOINT + COSIGNATURE)).toEqual([
      'example.com/behind-the-sofa 033de0ae 64',
      'witness.example.com/w1 8d66cf3f 72',
    ]);
    expect(await inspectCheckpoint(CHECKPOINT + COSIGNATURE, [])).toBe('checkpoint_origin');
  });

  it.each([
    { size: 70_000, tiles: { '0 × 256': 273, '0 × 112': 1, '1 × 256': 1, '1 × 17': 1, '2 × 1': 1 } },
    { size: 256, tiles: { '0 × 256': 1, '1 × 1': 1 } },
  ])('count tiles as we write them: tlog-tiles, $size entries', ({ size, tiles }) => {
    const counts: Record<string, number> = {};
    for (const { level, width } of growTree(EMPTY_EDGE, sampleLeafHashes(size)).tiles) {
      const kind = `${level} × ${width}`;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    expect(counts).toEqual(tiles);
  });
});
