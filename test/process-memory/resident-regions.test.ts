import { expect, it } from 'vitest';
import { residentRegions } from './resident-regions.ts';

it('finds what is readable and holds something, also what was swapped out', () => {
  const smaps = `00400000-00452000 r-xp 00000000 08:02 173521 /usr/bin/node
Rss:                 100 kB
Swap:                  0 kB
00e03000-00e24000 rw-p 00000000 00:00 0 [heap]
Rss:                   0 kB
Swap:                  8 kB
00f00000-00f01000 ---p 00000000 00:00 0 
Rss:                   4 kB
00f10000-00f20000 rw-p 00000000 00:00 0 
Rss:                   0 kB
Swap:                  0 kB
7fff0000-7fff1000 r--p 00000000 00:00 0 [vvar]
Rss:                   4 kB
`;
  expect(residentRegions(smaps)).toEqual([
    { from: 0x400000, to: 0x452000 },
    { from: 0xe03000, to: 0xe24000 },
  ]);
});
