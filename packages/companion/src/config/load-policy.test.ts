import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSallyportError } from '@sallyport/core';
import { SAFE_HARBOR } from '@sallyport/policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

const SENTINEL = 'quillonby';
const BASE = `version: 1
publicUrl: https://sallyport.example
dataDir: ./data
rootKeyFile: ./root.key
issuers:
  - { issuer: "https://login.example/", audience: sallyport }
connections:
  - { name: openai, kind: openai, baseUrl: "https://api.openai.com/v1", baa: true, credential: { secret: key }, allow: { subjects: ["*"] } }
  - { name: cheap, kind: openai, baseUrl: "https://cheap.example/v1", baa: false, credential: { secret: key }, allow: { subjects: ["*"] } }
ledger: { origin: sallyport.example/log, dangerouslyUnwitnessed: true }
`;
const TWO_ISSUERS = BASE.replace(
  'issuers:\n',
  'issuers:\n  - { issuer: "https://other.example/", audience: sallyport }\n',
);
const INLINE = `${BASE}policy:
  version: 1
  name: ward
  rules:
    - name: notes
      when: { connections: [openai], groups: [ward] }
      then: allow
      out: { DATE: allow }
    - name: rest
      then: deny
`;
const POLICY = `version: 1
name: ward
rules:
  - name: notes
    when: { connections: [openai] }
    then: allow
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-policy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(text: string, policy?: string) {
  await writeFile(join(folder, 'sallyport.yaml'), text);
  if (policy !== undefined) await writeFile(join(folder, 'ward.yaml'), policy);
  return loadConfig(join(folder, 'sallyport.yaml'));
}

async function place(text: string, policy?: string): Promise<string> {
  const error: unknown = await load(text, policy).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return 'loaded';
  if (!isSallyportError(error)) throw error;
  expect(error.code).toBe('config_invalid');
  return error.place ?? '';
}

describe('the policy of a configuration', () => {
  it('is safe-harbor where none is written', async () => {
    const { policy, content } = await load(BASE);
    expect([policy.digest, policy.name]).toEqual([SAFE_HARBOR.digest, 'safe-harbor']);
    expect(content.policy).toEqual({ version: 1, name: 'safe-harbor', use: ['safe-harbor'] });
  });

  it('is the same whether it stands in the file or in one of its own', async () => {
    const inline = await load(INLINE);
    const own = INLINE.slice(INLINE.indexOf('policy:\n') + 'policy:\n'.length).replaceAll(/^ {2}/gm, '');
    const separate = await load(`${BASE}policyFile: ./ward.yaml\n`, own);
    expect(inline.policy.name).toBe('ward');
    expect(separate.policy).toEqual(inline.policy);
    expect(separate.content).toEqual(inline.content);
    expect(inline.policy.rules.map(({ name, effect }) => [name, effect])).toEqual([
      ['notes', 'allow'],
      ['rest', 'deny'],
    ]);
  });

  it('leaves the paths of connections as they are written, for other replicas to read them by their own folder', async () => {
    const tls = BASE.replace('baa: true', 'baa: true, tls: { caFile: ./ca.pem }');
    const { connections, content } = await load(tls);
    expect([connections[0]?.tls?.caFile, content.connections[0]?.tls?.caFile]).toEqual([
      join(folder, 'ca.pem'),
      './ca.pem',
    ]);
  });

  it.each<[string, string, RegExp]>([
    [
      'a key twice',
      INLINE.replace('  name: ward\n', `  name: ward\n  name: ${SENTINEL}\n`),
      /^sallyport\.yaml:14:3 names one key twice$/,
    ],
    [
      'a misspelt key',
      INLINE.replace('then: allow', 'than: allow'),
      /^sallyport\.yaml:17:7 policy\/rules\/notes has an unknown key: did you mean then\?$/,
    ],
    [
      'an unknown entity',
      INLINE.replace('{ DATE:', '{ DATES:'),
      /^sallyport\.yaml:18:14 policy\/rules\/notes\/out .*did you mean DATE\?$/,
    ],
    [
      'an unknown operator',
      INLINE.replace('DATE: allow', `DATE: ${SENTINEL}`),
      /^sallyport\.yaml:18:\d+ policy\/rules\/notes\/out/,
    ],
    [
      'a preset that is none',
      `${BASE}policy: { version: 1, name: ward, use: [safe-harbour] }\n`,
      /^sallyport\.yaml:11:41 policy\/use\/0 /,
    ],
    ['a name twice', INLINE.replace('name: rest', 'name: notes'), /^sallyport\.yaml:\d+:\d+ policy\/rules\/notes/],
    ['no rule and no preset', `${BASE}policy: { version: 1, name: ward }\n`, /^sallyport\.yaml:11:9 policy /],
    [
      'another version',
      INLINE.replace('policy:\n  version: 1', 'policy:\n  version: 2'),
      /^sallyport\.yaml:12:12 policy\/version /,
    ],
    ['a text', `${BASE}policy: ${SENTINEL}\n`, /^sallyport\.yaml:11:9 policy must be a policy$/],
    [
      'both of its places',
      `${INLINE}policyFile: ./ward.yaml\n`,
      /^sallyport\.yaml:21:1 must have either policy or policyFile, and not both$/,
    ],
  ])('is refused with %s, and its place is told', async (_, text, expected) => {
    const told = await place(text);
    expect(told).toMatch(expected);
    expect(told).not.toContain(SENTINEL);
  });

  it.each<[string, string, RegExp]>([
    ['a key twice', `${POLICY}name: ${SENTINEL}\n`, /^ward\.yaml:7:1 names one key twice$/],
    [
      'a misspelt key',
      POLICY.replace('when:', 'whem:'),
      /^ward\.yaml:5:5 rules\/notes has an unknown key: did you mean when\?$/,
    ],
    [
      'a connection nobody configured',
      POLICY.replace('[openai]', '[opanai]'),
      /^ward\.yaml:5:27 rules\/notes\/when\/connections\/0 must name a configured connection: did you mean openai\?$/,
    ],
    ['a YAML tag', POLICY.replace('name: ward', `name: !!binary ${SENTINEL}`), /^ward\.yaml:2:16 /],
    ['a list', '- 1\n', /^ward\.yaml:1:1 must be /],
    ['nothing', '', /^ward\.yaml:1:1 must be /],
  ])('in a file of its own is refused with %s', async (_, policy, expected) => {
    const told = await place(`${BASE}policyFile: ./ward.yaml\n`, policy);
    expect(told).toMatch(expected);
    expect(told).not.toContain(SENTINEL);
  });

  it('is refused when its file is not there', async () => {
    expect(await place(`${BASE}policyFile: ./nowhere.yaml\n`)).toBe('nowhere.yaml could not be read');
  });

  it('lets no anchors grow without bound', async () => {
    const levels = Array.from({ length: 9 }, (_, at) => `x${at + 1}: &x${at + 1} [${`*x${at}, `.repeat(9)}]`);
    const bomb = `x0: &x0 [lol]\n${levels.join('\n')}\n`;
    expect(await place(`${BASE}policyFile: ./ward.yaml\n`, bomb)).toMatch(/^ward\.yaml:\d+:\d+ has too many aliases$/);
    const few = `a: &a [${'x, '.repeat(50)}]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n`;
    expect(await place(`${BASE}policyFile: ./ward.yaml\n`, few)).toMatch(/^ward\.yaml( is not valid YAML|:)/);
  });

  it('may have ten thousand rules, and is held to its bounds', { timeout: 180_000 }, async () => {
    const rules = (count: number) =>
      Array.from({ length: count }, (_, at) => `  - { name: r-${at}, when: { groups: [g-${at}] }, then: deny }`).join(
        '\n',
      );
    const { policy } = await load(
      `${BASE}policyFile: ./ward.yaml\n`,
      `version: 1\nname: ward\nrules:\n${rules(10_000)}\n`,
    );
    expect([policy.rules.length, policy.rules[9_999]?.when]).toEqual([10_000, { groups: ['g-9999'] }]);
    const tooMany = `version: 1\nname: ward\nrules:\n${rules(10_001)}\n`;
    expect(await place(`${BASE}policyFile: ./ward.yaml\n`, tooMany)).toMatch(/^ward\.yaml:4:3 rules must be /);
    expect(await place(`${BASE}policyFile: ./ward.yaml\n`, `#${'x'.repeat(4_194_304)}\n`)).toBe(
      'ward.yaml is larger than 4 MiB',
    );
  });
});

describe('a policy beside its configuration', () => {
  const rules = (...lines: string[]) =>
    `version: 1\nname: ward\nrules:\n${lines.map((line) => `  - { ${line} }\n`).join('')}`;
  const told = (policy: string, text = BASE) => place(`${text}policyFile: ./ward.yaml\n`, policy);

  it('names issuers that are configured, and says which are meant where there are several', async () => {
    const stranger = 'name: a, when: { issuers: ["https://stranger.example/"] }, then: deny';
    expect(await told(rules(stranger))).toBe('ward.yaml:4:34 rules/a/when/issuers/0 must name a configured issuer');
    const groups = 'name: a, when: { groups: [ward] }, then: deny';
    expect(await told(rules(groups))).toBe('loaded');
    expect(await told(rules(groups), TWO_ISSUERS)).toBe(
      'ward.yaml:4:22 rules/a/when must have issuers, because several issuers are configured',
    );
    for (const fine of ['subjects: ["*"]', 'groups: [ward], issuers: ["https://login.example/"]']) {
      expect(await told(rules(`name: a, when: { ${fine} }, then: deny`), TWO_ISSUERS)).toBe('loaded');
    }
  });

  it.each([
    ['name: a, then: allow, out: { DATE: allow }'],
    ['name: a, when: { connections: [openai, cheap] }, then: allow, out: { SSN: mask }'],
    ['name: a, when: { baa: [false] }, then: allow, out: { DATE: date_shift }'],
    ['name: a, when: { models: [gpt-5] }, then: review, review: { groups: [privacy] }, out: { DATE: allow }'],
  ])('sends no identifiers to a provider without an agreement: %s', async (rule) => {
    const message =
      'would send identifiers to a connection whose baa is false: let it mean others alone, by connections or baa';
    expect(await told(rules(rule))).toBe(`ward.yaml:4:5 rules/a ${message}`);
  });

  it.each([
    ['means another connection', ['name: a, when: { connections: [openai] }, then: allow, out: { DATE: allow }']],
    [
      'means those with an agreement',
      ['name: a, when: { baa: [true, self_hosted] }, then: allow, out: { DATE: allow }'],
    ],
    [
      'comes after one that catches every call there',
      ['name: a, when: { connections: [cheap] }, then: allow', 'name: b, then: allow, out: { DATE: allow }'],
    ],
    ['forbids', ['name: a, then: deny, out: { DATE: allow }']],
    ['de-identifies', ['name: a, then: allow, out: { DATE: generalize, NAME: surrogate }']],
  ])('is taken where the rule %s', async (_, lines) => {
    expect(await told(rules(...lines))).toBe('loaded');
  });
});
