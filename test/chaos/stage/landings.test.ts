import { describe, expect, it } from 'vitest';
import { Landings } from './landings.ts';

describe('Landings', () => {
  it('count a strike once in each place where something stood, and for each that it killed', () => {
    const landings = new Landings();
    landings.count(['companion'], new Set(['intent', 'send']));
    landings.count(['client', 'database'], new Set(['send']));
    landings.count(['database'], new Set());
    const counted = new Map(landings.byPlace().map(({ place, ...counts }) => [place, counts]));
    expect(counted.get('intent')).toEqual({ strikes: 1, killed: { companion: 1, client: 0, database: 0 } });
    expect(counted.get('send')).toEqual({ strikes: 2, killed: { companion: 1, client: 1, database: 1 } });
    expect(counted.get('mask')).toEqual({ strikes: 0, killed: { companion: 0, client: 0, database: 0 } });
    expect(landings.all()).toEqual({ strikes: 3, killed: { companion: 1, client: 1, database: 2 } });
  });
});
