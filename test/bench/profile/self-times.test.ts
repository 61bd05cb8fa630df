import { describe, expect, it } from 'vitest';
import { groupTimes, selfTimes } from './self-times.ts';

const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 0 });

/** (root) → data in from the socket → the companion → detection; the companion → pg → node's socket; and V8's own. */
const PROFILE = {
  nodes: [
    { id: 1, callFrame: frame('(root)', ''), children: [2, 8, 9] },
    { id: 2, callFrame: frame('onStreamRead', 'node:internal/stream_base_commons'), children: [3] },
    { id: 3, callFrame: frame('runCall', 'file:///home/x/packages/companion/dist/index.js'), children: [4, 5, 7] },
    { id: 4, callFrame: frame('detect', 'file:///home/x/packages/phi/dist/index.js') },
    {
      id: 5,
      callFrame: frame('query', 'file:///x/node_modules/.pnpm/pg@8/node_modules/pg/lib/client.js'),
      children: [6],
    },
    { id: 6, callFrame: frame('writev', '') },
    { id: 7, callFrame: frame('sign', 'node:internal/crypto/sig') },
    { id: 8, callFrame: frame('(garbage collector)', '') },
    { id: 9, callFrame: frame('(idle)', '') },
  ],
  samples: [2, 3, 4, 6, 7, 8, 9, 4],
  timeDeltas: [10, 20, 30, 40, 50, 60, 70, 80],
};

describe('selfTimes', () => {
  it('adds up what each function took itself, longest first', () => {
    const times = selfTimes(PROFILE);
    expect(times.map(({ frame: { functionName }, micros }) => [functionName, micros])).toEqual([
      ['detect', 110],
      ['(idle)', 70],
      ['(garbage collector)', 60],
      ['sign', 50],
      ['writev', 40],
      ['runCall', 20],
      ['onStreamRead', 10],
    ]);
  });

  it('counts what is not a package’s own for whoever called it', () => {
    expect(Object.fromEntries(groupTimes(selfTimes(PROFILE)))).toEqual({
      detection: 110,
      idle: 70,
      'garbage collection': 60,
      crypto: 50,
      postgres: 40,
      companion: 20,
      'http: fastify, node': 10,
    });
  });

  it('tells which package’s function Node’s own worked for', () => {
    const callers = selfTimes(PROFILE).map(({ frame: { functionName }, caller }) => [
      functionName,
      caller?.functionName,
    ]);
    expect(Object.fromEntries(callers)).toEqual({ writev: 'query', sign: 'runCall' });
  });

  it('of nothing is nothing', () => {
    expect(selfTimes({ nodes: [], samples: [], timeDeltas: [] })).toEqual([]);
  });
});
