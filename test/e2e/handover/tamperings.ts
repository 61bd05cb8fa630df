import { symlink } from 'node:fs/promises';
import type { Tampered } from './tamper.ts';

/** Something that somebody does to a bundle, and what the verifier says of it. */
export interface Tampering {
  /** What was done, as the end of `is not verified once …`. */
  readonly name: string;
  /** Which bundle: that of the week, which is the default, or that of two days of it. */
  readonly of?: 'days';
  readonly tamper: (bundle: Tampered) => Promise<void>;
  /** The last line. */
  readonly words: RegExp;
}

const ENTRIES = 'tile/entries';
const wrong = (words: RegExp): RegExp => new RegExp(`^NOT VERIFIED: .*${words.source}`);

/** Full or partial, the first bundle of entries. */
const firstEntries = async (bundle: Tampered): Promise<string> => {
  const names = await bundle.names(ENTRIES);
  return `${ENTRIES}/${names.find((name) => /^\d{3}$/.test(name))}`;
};

/** Thirty ways. */
export const TAMPERINGS: readonly Tampering[] = [
  {
    name: 'a byte of an entry was changed',
    tamper: async (bundle) => bundle.flip(await firstEntries(bundle)),
    words: wrong(/entry \d+: its hash is not the one that the log has in its place/),
  },
  {
    name: 'two entries took each other’s places',
    tamper: async (bundle) =>
      bundle.editEntries(await firstEntries(bundle), ([one, other, ...rest]) =>
        one === undefined || other === undefined ? rest : [other, one, ...rest],
      ),
    words: wrong(/entry 0: its hash is not the one/),
  },
  {
    name: 'an entry was taken away',
    tamper: async (bundle) => bundle.editEntries(await firstEntries(bundle), (entries) => entries.toSpliced(7, 1)),
    words: wrong(/entries\/000: it does not hold as many entries as the checkpoint says/),
  },
  {
    name: 'an entry was put in twice in place of another',
    tamper: async (bundle) =>
      bundle.editEntries(await firstEntries(bundle), (entries) => entries.with(9, entries[8] ?? new Uint8Array())),
    words: wrong(/entry 9: its hash is not the one/),
  },
  {
    name: 'a bundle of entries was cut short',
    tamper: async (bundle) => bundle.cut(await firstEntries(bundle)),
    words: wrong(/entries\/000: it is not a bundle of entries: cut short/),
  },
  {
    name: 'a bundle of entries was taken away',
    tamper: async (bundle) => bundle.remove(await firstEntries(bundle)),
    words: wrong(/entries\/000: it is missing/),
  },
  {
    name: 'a hash of an entry was changed',
    tamper: (bundle) => bundle.flip('tile/0/000'),
    words: wrong(/tile\/0\/000: its hashes do not give the hash that the tile above it holds/),
  },
  {
    name: 'the hashes of entries were taken away',
    tamper: (bundle) => bundle.remove('tile/0/000'),
    words: wrong(/tile\/0\/000: it is missing/),
  },
  {
    name: 'a hash of the upper tree was changed',
    tamper: async (bundle) => {
      const [width] = await bundle.names('tile/1/000.p');
      await bundle.flip(`tile/1/000.p/${width}`, 3);
    },
    words: wrong(/checkpoint: its root hash is not the one that the tiles give/),
  },
  {
    name: 'the signature of the checkpoint was changed',
    tamper: (bundle) => bundle.edit('checkpoint', (text) => text.replace(/(.{6}).(.)\n$/, '$1AA\n')),
    words: wrong(/checkpoint: the signature does not match its text/),
  },
  {
    name: 'the size in the checkpoint was changed',
    tamper: (bundle) => bundle.edit('checkpoint', (text) => text.replace(/\n\d+\n/, '\n512\n')),
    words: wrong(/checkpoint: the signature does not match its text/),
  },
  {
    name: 'the checkpoint was called that of another log',
    tamper: (bundle) => bundle.edit('checkpoint', (text) => text.replaceAll('test.sallyport.example', 'other.example')),
    words: wrong(/checkpoint: it is of another log than the trusted key/),
  },
  {
    name: 'another key was put into the trust',
    tamper: (bundle) =>
      bundle.editJson('trust.json', (trust) => {
        const [key = {}] = trust.eventKeys as Record<string, string>[];
        const { x, y } = {
          x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
          y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
        };
        trust.eventKeys = [key, { kty: 'EC', crv: 'P-256', x, y }];
      }),
    words: wrong(/the keys are not the ones you trust/),
  },
  {
    name: 'what it rests on was changed',
    of: 'days',
    tamper: (bundle) => bundle.flip('context.ndjson'),
    words: wrong(/entry \d+: its hash is not the one that the log has in its place/),
  },
  {
    name: 'what it rests on was taken away',
    of: 'days',
    tamper: (bundle) => bundle.remove('context.ndjson'),
    words: wrong(/no event of the log says that this range, period and choice was exported/),
  },
  {
    name: 'it says that it begins later',
    tamper: (bundle) =>
      bundle.editJson('manifest.json', (manifest) => {
        manifest.from = Number(manifest.from) + 86_400_000;
      }),
    words: wrong(/no event of the log says that this range, period and choice was exported/),
  },
  {
    name: 'it says that it ends later',
    tamper: (bundle) =>
      bundle.editJson('manifest.json', (manifest) => {
        manifest.to = Number(manifest.to) + 86_400_000;
      }),
    words: wrong(/no event of the log says that this range, period and choice was exported/),
  },
  {
    name: 'its range was narrowed',
    tamper: async (bundle) => {
      await bundle.editJson('manifest.json', (manifest) => {
        manifest.first = 256;
      });
      await bundle.remove(`${ENTRIES}/000`);
    },
    words: wrong(/no event in its first bundle is old enough: entries of the period may stand before it/),
  },
  {
    name: 'it says that a filter left something out',
    tamper: (bundle) =>
      bundle.editJson('manifest.json', (manifest) => {
        manifest.filter = { connection: 'openai' };
      }),
    words: wrong(/manifest\.json: it is not written as manifests are/),
  },
  {
    name: 'its sample was drawn by another seed',
    tamper: (bundle) =>
      bundle.editJson('manifest.json', (manifest) => {
        manifest.sample = { seed: 'another-week', size: 20 };
      }),
    words: wrong(/summary\.json: it does not say what the entries say/),
  },
  {
    name: 'the policy was changed',
    tamper: async (bundle) => bundle.edit(await bundle.nameOf('policies'), (text) => text.replace('"deny"', '"allow"')),
    words: wrong(/policies\/[0-9a-f]{64}\.json: it is not the policy that the entries name/),
  },
  {
    name: 'the policy was taken away',
    tamper: async (bundle) => bundle.remove(await bundle.nameOf('policies')),
    words: wrong(/entry [1-9]: an entry names this policy, and it is not there/),
  },
  {
    name: 'the configuration was changed',
    tamper: async (bundle) => bundle.flip(await bundle.nameOf('configs')),
    words: wrong(/configs\/[0-9a-f]{64}\.json: it is not the configuration that the entries name/),
  },
  {
    name: 'a recording was changed',
    tamper: async (bundle) => bundle.flip(await bundle.nameOf('recordings'), -9),
    words: wrong(/what is there as the recording it names has another digest/),
  },
  {
    name: 'a recording was cut short',
    tamper: async (bundle) => bundle.cut(await bundle.nameOf('recordings')),
    words: wrong(/what is there as the recording it names has another digest/),
  },
  {
    name: 'a recording was taken away',
    tamper: async (bundle) => bundle.remove(await bundle.nameOf('recordings')),
    words: wrong(/the recording it names is not there, and no event says that it was purged/),
  },
  {
    name: 'two recordings took each other’s places',
    tamper: async (bundle) => bundle.swap(await bundle.nameOf('recordings'), await bundle.nameOf('recordings', 1)),
    words: wrong(/what is there as the recording it names is that of another session/),
  },
  {
    name: 'a number of the summary was changed',
    tamper: (bundle) => bundle.edit('summary.json', (text) => text.replace(/"refused": \d+/, '"refused": 0')),
    words: wrong(/summary\.json: it does not say what the entries say/),
  },
  {
    name: 'the report was changed',
    tamper: (bundle) => bundle.edit('report.html', (text) => text.replace('</main>', '<p>All is well.</p></main>')),
    words: wrong(/report\.html: it does not say what the entries say/),
  },
  {
    name: 'a call was taken out of the population',
    tamper: (bundle) => bundle.edit('worksheet/population.csv', (text) => text.replace(/\r\n.*\r\n/, '\r\n')),
    words: wrong(/population\.csv: it does not say what the entries say/),
  },
  {
    name: 'the sample names another call',
    tamper: (bundle) =>
      bundle.edit('worksheet/sample.csv', (text) => text.replace(/[0-9a-f]{8}-[0-9a-f]{4}/, '00000000-0000')),
    words: wrong(/sample\.csv: more of it was changed than the columns for signing off/),
  },
  {
    name: 'a file was put beside it',
    tamper: (bundle) => bundle.add('summary-2.json', '{}'),
    words: wrong(/summary-2\.json: it does not belong to the bundle/),
  },
  {
    name: 'a link leads out of it',
    tamper: async (bundle) => {
      await bundle.remove('report.html');
      await symlink('/etc/hostname', bundle.path('report.html'));
    },
    words: wrong(/report\.html: it is a link/),
  },
];
