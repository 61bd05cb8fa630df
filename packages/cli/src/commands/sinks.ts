import { Command } from 'commander';
import { type AdminAnswer, textOf } from '../admin/admin-answer.ts';
import { type AdminClient, adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { countOf, objectsOf } from '../reviews/review-answer.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { jsonLine } from '../sessions/json-line.ts';
import { listDead } from '../sinks/list-dead.ts';
import { listSinks } from '../sinks/list-sinks.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

const PATH = '/v1/admin/sinks';

interface ListOptions {
  readonly json?: true;
}

/** `sallyport sinks`: how the sinks of events are doing, what they will never take, and trying that again. */
export function sinksCommand(context: CommandContext): Command {
  return new Command('sinks')
    .description('where the events of the ledger are forwarded to')
    .addCommand(
      new Command('list')
        .description('list them, and how far behind each is')
        .option('--json', 'one JSON object a line')
        .action((options: ListOptions) => list(options, context)),
    )
    .addCommand(
      new Command('dead')
        .description('list the entries that a sink will never take as they are')
        .argument('<sink>', 'the name of a sink')
        .option('--json', 'one JSON object a line')
        .action((sink: string, options: ListOptions) => dead(sink, options, context)),
    )
    .addCommand(
      new Command('retry')
        .description('try such entries again')
        .argument('<sink>', 'the name of a sink')
        .argument('[index]', 'the index of one of them; without it, all')
        .action((sink: string, index: string | undefined) => retry({ sink, index }, context)),
    );
}

async function list({ json }: ListOptions, { terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  const answer = await client.call({ method: 'GET', path: PATH });
  const text = json === true ? objectsOf(answer, 'sinks').map(jsonLine).join('') : listSinks(answer);
  await write(terminal.stdout, text);
}

async function dead(sink: string, { json }: ListOptions, { terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  let written = false;
  for await (const page of deadPages(client, sink)) {
    const text = json === true ? page.map(jsonLine).join('') : listDead(page, { head: !written });
    await write(terminal.stdout, text);
    written = true;
  }
  if (!written && json !== true) await write(terminal.stdout, 'no dead letters\n');
}

/** Each page begins after the one before: what is tried again meanwhile is left out. */
async function* deadPages(client: AdminClient, sink: string): AsyncGenerator<readonly AdminAnswer[]> {
  for (let from = 0; ; ) {
    const body = { sink, from: String(from) };
    const page = objectsOf(await client.call({ method: 'POST', path: `${PATH}/dead`, body }), 'dead');
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    from = Math.max(from, countOf(last, 'index')) + 1;
  }
}

async function retry(
  { sink, index }: { readonly sink: string; readonly index: string | undefined },
  { terminal }: CommandContext,
): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  const body = { sink, ...(index === undefined ? {} : { index }) };
  const answer = await client.call({ method: 'POST', path: `${PATH}/retry`, body });
  const count = countOf(answer, 'retried');
  const what = count === 1 ? 'entry is' : 'entries are';
  await write(terminal.stdout, `${count} ${what} tried again by ${visibleLine(textOf(answer, 'sink'))}\n`);
}
