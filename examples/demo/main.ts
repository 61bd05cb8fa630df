// The main job, on embedded defaults: clinical notes go out to an embedding model, and nobody's identity goes with them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import pc from 'picocolors';
import { curlLines, type DevServers, layOut, startDev } from 'sallyport';
import { type Leaf, readLeaves, tamper } from './evidence.ts';
import { loadNotes, type Note } from './notes.ts';
import { countPlaceholders, fates, textsOf } from './received.ts';
import { runNode } from './run-node.ts';
import { heading, highlight, paragraph, say } from './show.ts';

const root = resolve(import.meta.dirname, '../..');
const APP = join(root, 'examples/embed-notes/app.ts');
const CLI = join(root, 'packages/cli/bin/sallyport.js');

const args = process.argv.slice(2);
const keep = args.includes('--keep');
const path = args.find((arg) => !arg.startsWith('-')) ?? join(root, 'examples/notes');

/** Set when something does not hold; the demo then ends with exit code 1. */
let broken = false;

function check(holds: boolean, claim: string): void {
  broken ||= !holds;
  say(`  ${holds ? pc.green('✓') : pc.red('✗')} ${claim}`);
}

const started = performance.now();
say(pc.bold('\nSallyport: text goes out to models, protected health information stays in, evidence stays behind.'));
const notes = await loadNotes(path);
const servers = await startDev();
const scratch = await mkdtemp(join(tmpdir(), 'sallyport-demo-'));
try {
  heading('The servers');
  say(
    layOut([
      ['  identity provider', servers.environment.SALLYPORT_OIDC_ISSUER ?? '', 'a real OpenID provider'],
      [
        '  model provider',
        servers.providerUrl,
        'a stand-in: hashed n-gram vectors, real cosine geometry; demands a key',
      ],
      ['  companion', servers.companionUrl, 'the outer door: holds the key, decides, keeps the ledger'],
    ]),
  );
  await showApplication(servers, notes);
  const texts = textsOf(servers.received());
  check(texts.length > notes.length, `the provider received ${texts.length} texts`);
  if (!broken) {
    showOneNote(notes, texts);
    showReceived(notes, texts);
  }
  await showLedger(servers);
  say(`\n${pc.dim(`${notes.length} notes in ${((performance.now() - started) / 1000).toFixed(1)} s`)}`);
  if (keep) await stay(servers);
} finally {
  await servers.close();
  await rm(scratch, { recursive: true, force: true });
}
process.exitCode = broken ? 1 : 0;

async function showApplication({ environment, providerUrl, providerKey }: DevServers, notes: readonly Note[]) {
  heading(
    `The application: examples/embed-notes/app.ts embeds ${notes.length === 1 ? 'a note' : `${notes.length} notes`}, then searches them`,
  );
  const { exitCode, output } = await runNode([APP, ...notes.map(({ file }) => file)], environment);
  say(paragraph(output.trimEnd(), 120));
  check(exitCode === 0, 'it embedded and searched through both doors');
  say(`    its environment: ${pc.dim(['PATH', ...Object.keys(environment)].join(' '))}`);
  check(!Object.values(environment).includes(providerKey), 'no provider key is in it');
  const around = await fetch(`${providerUrl}/models`);
  await around.body?.cancel();
  check(around.status === 401, `a call that goes around the companion is answered ${around.status} by the provider`);
}

function showOneNote(notes: readonly Note[], texts: readonly string[]) {
  const at = Math.max(
    0,
    notes.findIndex(({ file }) => basename(file).startsWith('02-')),
  );
  heading(`One note, ${basename(notes[at]?.file ?? '')}: before`);
  say(paragraph(beginning(notes[at]?.text)));
  heading('and after: what the provider received');
  say(highlight(paragraph(beginning(texts[at]))));
}

function beginning(text = '', length = 900): string {
  return text.length <= length ? text.trimEnd() : `${text.slice(0, text.lastIndexOf(' ', length))} …`;
}

function showReceived(notes: readonly Note[], texts: readonly string[]) {
  heading('What was found and replaced, by entity');
  const placeholders = [...countPlaceholders(texts)];
  const total = placeholders.reduce((sum, [, count]) => sum + count, 0);
  say(layOut([...placeholders, ['total', total] as const].map(([entity, count]) => [`  ${entity}`, count])));
  const judged = fates(notes, texts);
  if (judged.length === 0) return;
  heading('What the provider received, searched for every identifier listed by hand, raw and encoded');
  const listed = judged.reduce((sum, fate) => sum + fate.listed, 0);
  const missed = judged.reduce((sum, fate) => sum + fate.missed, 0);
  const rows = judged.map((fate) => [`  ${fate.entity}`, fate.listed, fate.listed - fate.missed, fate.missed] as const);
  say(layOut([['  entity', 'listed', 'kept in', 'missed'], ...rows, ['  total', listed, listed - missed, missed]]));
  const share = ((100 * (listed - missed)) / listed).toFixed(1);
  say(
    `\n  ${share} % of ${listed} identifiers stayed in. ${pc.yellow(`${missed} got out`)}: docs/detection.md says what is still missed.`,
  );
}

async function showLedger(servers: DevServers) {
  heading('Who called, as the ledger has it');
  const folder = join(scratch, 'ledger');
  await servers.exportLedger(folder);
  const leaves = await readLeaves(folder);
  const calls = Map.groupBy(leaves, (leaf) => JSON.stringify(rowOf(leaf)));
  say(layOut([...calls].map(([key, group]) => [...(JSON.parse(key) as string[]), group.length])));
  const again = leaves.flatMap((leaf) =>
    'metadata' in leaf && leaf.metadata.event_code === 'session.intent' ? [leaf.unmapped.found ?? {}] : [],
  );
  const foundAgain = again.flatMap((found) => Object.values(found)).reduce((sum, count) => sum + count, 0);
  say(`\n  The outer door detected again, in text the inner door had redacted: ${foundAgain} found.`);
  heading('The ledger, exported and verified offline: sallyport verify');
  const good = await runNode([CLI, 'verify', folder]);
  say(paragraph(good.output.trimEnd(), 200));
  check(good.exitCode === 0, 'it verifies');
  heading('The same, after one byte of a copy was changed');
  const copy = join(scratch, 'tampered');
  await tamper(folder, copy);
  const bad = await runNode([CLI, 'verify', copy]);
  say(paragraph(bad.output.trimEnd(), 200));
  check(bad.exitCode === 1, 'it no longer does');
}

/** What happened, who says so or did it, and where. */
function rowOf(leaf: Leaf): readonly string[] {
  if (!('metadata' in leaf)) return ['  client.intent', 'signed by the application', new URL(leaf.htu).pathname, ''];
  const { actor, api, metadata } = leaf;
  const who = 'uid' in actor.user ? `${actor.user.uid} (${actor.idp?.issuer ?? ''})` : 'the companion';
  return [`  ${metadata.event_code}`, who, api.service?.name ?? '', api.operation];
}

async function stay(servers: DevServers) {
  heading('Still running. Stop with Ctrl-C. This works now, from another terminal:');
  say(await curlLines(servers));
  await new Promise<void>((done) => process.once('SIGINT', done).once('SIGTERM', done));
}
