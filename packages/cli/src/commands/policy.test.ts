import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const POLICY = `version: 1
name: ward
rules:
  - name: no-bulk
    when: { inputs: { atLeast: 10 } }
    then: deny
    message: Not so many at once.
  - name: notes
    when: { operations: [embeddings.create], groups: [nurses], purposes: [treatment] }
    then: allow
    out: { NAME: tokenize }
  - name: all-of-it
    when: { operations: [chat.*], baa: [true] }
    then: review
    review: { groups: [privacy], quorum: 2 }
`;
const CASES = `version: 1
given: { operation: embeddings.create, groups: [nurses], inputs: 1 }
cases:
  - { name: for treatment, when: { purpose: treatment }, then: allow, rule: notes, out: { NAME: tokenize, SSN: redact } }
  - { name: without a purpose, then: deny, denied: default }
`;
const BODY = JSON.stringify({
  model: 'text-embedding-3-small',
  input: ['Patient name: Maria Delgado', 'SSN 078-05-1120'],
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-test-'));
  await write('ward.yaml', POLICY);
  await write('ward.cases.yaml', CASES);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

async function policy(args: readonly string[], input = '') {
  const terminal = memoryTerminal(input);
  const exitCode = await runCli(['policy', ...args], terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

const ward = () => join(folder, 'ward.yaml');

describe('sallyport policy check', () => {
  it('says to whom originals are sealed', async () => {
    const key = 'x: URVIn0glFHIXiqpuctSw403GBF8GhkXl1fOYzPYGreU, y: TWoG6aiMzaOodimb3-RMoB1MCJNyUKuHYLrPd1sA-AM';
    const auditors = `auditors: [{ kty: EC, crv: P-256, ${key}, kid: privacy-office }]`;
    const rules = 'rules: [{ name: all, then: allow, record: sealed }]';
    const sealed = await policy(['check', await write('sealed.yaml', `version: 1\nname: s\n${auditors}\n${rules}\n`)]);
    expect(sealed.out).toContain('\n\noriginals are sealed to privacy-office\n\n');
    const left = await policy(['check', await write('nobody.yaml', `version: 1\nname: s\n${rules}\n`)]);
    expect([left.exitCode, left.out]).toEqual([1, expect.stringContaining('must not be sealed without auditors')]);
  });

  it('shows the rules as sentences, and what may not be meant so', async () => {
    const { exitCode, out } = await policy(['check', ward()]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^ward\.yaml: policy ward, 3 rules, sha256:[0-9a-f]{64}\n/);
    expect(out).toMatch(/1 {2}deny {4}no-bulk {4}when inputs {5}is at least 10\n/);
    expect(out).toMatch(/and {2}operation +is embeddings\.create\n +and {2}purpose +is treatment\n/);
    expect(out).toMatch(/deny {4}default {4}otherwise\n/);
    expect(out).toContain('note     notes allows calls like those that no-bulk denies; they differ in inputs');
    expect(out).toMatch(/valid, with 2 notes\n$/);
  });

  it('fails on warnings only where it is told to be strict', async () => {
    const dead = await write(
      'dead.yaml',
      `${POLICY}  - { name: late, when: { inputs: { atLeast: 20 } }, then: allow }\n`,
    );
    expect(await policy(['check', dead])).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('warning  late never matches: no-bulk stands before it'),
    });
    expect((await policy(['check', dead, '--strict'])).exitCode).toBe(1);
    expect((await policy(['check', ward(), '--strict'])).exitCode).toBe(0);
  });

  it('names every fault with its line, and what may have been meant', async () => {
    const broken = await write(
      'broken.yaml',
      POLICY.replace('then: allow', 'thn: allow').replace('[nurses]', 'nurses'),
    );
    const { exitCode, out } = await policy(['check', broken]);
    expect(exitCode).toBe(1);
    expect(out).toContain('broken.yaml:10:5 rules/notes has an unknown key: did you mean then?\n');
    expect(out).toMatch(/broken\.yaml is not a valid policy: \d faults\n$/);
  });

  it.each([
    ['a key twice', `${POLICY}name: again\n`, 'names one key twice'],
    ['too many aliases', `a: &a [1]\nb: [${'*a, '.repeat(17)}]\n`, 'has too many aliases'],
    ['no YAML', 'version: [', 'is not valid YAML'],
  ])('stops at a file with %s', async (_, text, words) => {
    const { exitCode, err } = await policy(['check', await write('bad.yaml', text)]);
    expect(exitCode).toBe(1);
    expect(err).toContain(words);
  });

  it('judges the policy of a sallyport.yaml with what stands around it', async () => {
    const config = await write('sallyport.yaml', `${CONFIG}policyFile: ./ward.yaml\n`);
    const { exitCode, out } = await policy(['check', config]);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('ward.yaml: policy ward')]);
    expect(out).toContain('warning  all-of-it asks people to review, and there is no admin plane');
    const inline = POLICY.replaceAll('\n', '\n  ').replace('[embeddings.create]', '[embedding.create]');
    const typo = await write('typo.yaml', `${CONFIG}policy:\n  ${inline}\n`);
    expect((await policy(['check', typo])).out).toContain(
      'policy/rules/notes/when/operations/0 must be an operation that Sallyport reads: did you mean embeddings.create?',
    );
    const lost = await write(
      'lost.yaml',
      `${CONFIG}policy:\n  ${POLICY.replaceAll('\n', '\n  ').replace('inputs:', 'connections: [opnai], inputs:')}\n`,
    );
    expect((await policy(['check', lost])).out).toContain('must name a configured connection: did you mean openai?');
    const none = await write('none.yaml', CONFIG);
    expect((await policy(['check', none])).out).toContain('none.yaml: policy safe-harbor, 1 rule');
  });
});

describe('sallyport policy test', () => {
  it('runs the cases beside a policy', async () => {
    const { exitCode, out } = await policy(['test', ward()]);
    expect(exitCode).toBe(0);
    expect(out).toBe(
      'ward.cases.yaml: 2 cases of ward (ward.yaml)\n\n  ✓ for treatment\n  ✓ without a purpose\n\n2 passed\n',
    );
  });

  it('says of a case that fails what was expected, what came, and why', async () => {
    const looser = await write(
      'looser.yaml',
      POLICY.replace(', purposes: [treatment]', '').replace('tokenize', 'mask'),
    );
    const { exitCode, out } = await policy(['test', looser, '--cases', join(folder, 'ward.cases.yaml')]);
    expect(exitCode).toBe(1);
    expect(out).toContain('  ✗ for treatment\n      out/NAME  expected tokenize  got mask\n');
    expect(out).toMatch(
      /✗ without a purpose\n {6}then +expected deny +got allow\n {6}denied +expected default +got nothing\n/,
    );
    expect(out).toContain('      rule notes matched: group is nurses, operation is embeddings.create\n');
    expect(out).toContain('\n0 passed, 2 failed\n');
  });

  it('fails on cases that are not there, and on those that are none', async () => {
    const alone = await write('alone.yaml', POLICY);
    expect(await policy(['test', alone])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('alone.cases.yaml, which is to stand beside the policy'),
    });
    const cases = await write('typo.cases.yaml', CASES.replace('purpose: treatment', 'purpos: treatment'));
    expect(await policy(['test', ward(), '--cases', cases])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('typo.cases.yaml:4:36 cases/0/when has an unknown key: did you mean purpose?'),
    });
  });
});

describe('sallyport policy explain', () => {
  const call = ['--operation', 'embeddings.create', '--connection', 'openai', '--as', 'nurse-1', '--group', 'nurses'];
  const at = ['--time', '2026-12-01T09:00:00Z'];

  it('explains a call that passes by its body, and shows no value of it', async () => {
    const { exitCode, out } = await policy(['explain', ward(), ...call, ...at, '--purpose', 'treatment'], BODY);
    expect(exitCode).toBe(0);
    expect(out).toContain('allowed by rule notes, number 2 of the 3 rules of policy ward\n');
    expect(out).toMatch(/ found +NAME 1, SSN 1\n/);
    expect(out).toMatch(/ inputs +2\n {2}body +\d+ bytes\n/);
    expect(out).toMatch(/ time +tue 2026-12-01 09:00 UTC\n/);
    expect(out).toMatch(/because\n {2}group +nurses +is nurses\n/);
    expect(out).toMatch(/ NAME 1 +out tokenize +back redact\n/);
    expect(out).not.toMatch(/Delgado|078-05/);
  });

  it('explains a refusal by what would have been needed', async () => {
    const { out } = await policy(['explain', ward(), ...call, ...at], BODY);
    expect(out).toContain('refused: none of the 3 rules of policy ward matches\n');
    expect(out).toContain('rule notes would allow it, if\n  purpose  is not known  must be treatment\n');
    const many = JSON.stringify({ model: 'm', input: Array.from({ length: 12 }, () => 'two tablets') });
    const bulk = await policy(['explain', ward(), ...call, ...at, '--purpose', 'treatment'], many);
    expect(bulk.out).toContain('refused by rule no-bulk, number 1 of the 3 rules');
    expect(bulk.out).toContain('The caller is told: Not so many at once.\n');
    expect(bulk.out).toContain('  inputs  is 12  must not be at least 10: rule no-bulk denies that\n');
  });

  it('says who is asked where a call must be reviewed', async () => {
    const chat = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hello' }] });
    const args = ['--operation', 'chat.completions.create', '--connection', 'openai', '--baa', 'true'];
    const { out } = await policy(['explain', ward(), ...args, ...at], chat);
    expect(out).toContain('waits for a review by rule all-of-it');
    expect(out).toContain('2 people of privacy must approve within 1 hour');
  });

  it('takes the connection from the configuration', async () => {
    const config = await write('place.yaml', `${CONFIG}policyFile: ./ward.yaml\n`);
    const { out } = await policy(['explain', '--config', config, ...call, ...at], BODY);
    expect(out).toMatch(/ connection +openai, with an agreement\n/);
    const other = call.map((word) => (word === 'openai' ? 'opnai' : word));
    expect(await policy(['explain', config, ...other, ...at], BODY)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/did you mean openai\?.*connection_unknown/),
    });
  });

  it.each([
    [
      'an unknown operation',
      ['--operation', 'embedding.create', '--connection', 'x'],
      1,
      'did you mean embeddings.create?',
    ],
    ['no operation', ['--connection', 'x'], 2, "required option '--operation <name>'"],
    ['an unknown purpose', [...call, '--purpose', 'fun'], 2, 'It is one of treatment'],
    ['a time without an offset', [...call, '--time', '2026-12-01T09:00'], 2, 'It is a time with an offset'],
    ['an address that is none', [...call, '--source', 'here'], 2, 'It is an IP address'],
    ['a body that is none', call, 1, 'body_not_json'],
  ])('refuses %s', async (_, args, code, words) => {
    const { exitCode, err } = await policy(['explain', ward(), ...args], 'SSN 078-05-1120');
    expect([exitCode, err]).toEqual([code, expect.stringContaining(words)]);
    expect(err).not.toContain('078-05');
  });

  it('spells out what would drive a terminal', async () => {
    const { out } = await policy(['explain', ward(), ...call, ...at, '--client', 'a\u001b[31m'], BODY);
    expect(out).toContain('a\\x1b[31m');
  });
});

describe('sallyport policy diff', () => {
  it('shows which cases would be decided otherwise', async () => {
    const next = await write('next.yaml', POLICY.replace('tokenize', 'redact').replace('name: no-bulk', 'name: few'));
    const { exitCode, out } = await policy(['diff', ward(), next]);
    expect(exitCode).toBe(0);
    expect(out).toContain('1 case: rule notes\n  out NAME  tokenize  →  redact\n  such as for treatment\n');
    expect(out).toContain('2 cases: 1 changed, 1 unchanged\n');
    expect((await policy(['diff', ward(), next, '--exit-code'])).exitCode).toBe(1);
    expect((await policy(['diff', ward(), ward(), '--exit-code'])).exitCode).toBe(0);
  });

  it('does not take a folder that is no ledger', async () => {
    const { exitCode, err } = await policy(['diff', ward(), ward(), '--ledger', folder]);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('ENOENT')]);
  });
});

const CONFIG = `version: 1
publicUrl: https://sallyport.example
dataDir: ./data
rootKeyFile: ./root.key
issuers: [{ issuer: 'https://idp.example', audience: sallyport }]
connections:
  - name: openai
    kind: openai
    baseUrl: https://api.openai.com/v1
    baa: true
    credential: { secret: openai }
    allow: { subjects: ['*'] }
ledger: { origin: sallyport.example/log, dangerouslyUnwitnessed: true }
`;
