import { isUuid, SallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { jsonLine } from '../sessions/json-line.ts';
import { sessionStyle } from '../sessions/list-style.ts';
import { pages } from '../sessions/pages.ts';
import { type RebuildOptions, rebuildIndex } from '../sessions/rebuild-index.ts';
import { filtersOf, readWanted, withFilters } from '../sessions/session-filters.ts';
import { showSession } from '../sessions/show-session.ts';
import { writePages } from '../sessions/write-pages.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

/** `sallyport sessions`: finds calls that were made, and shows one. */
export function sessionsCommand(context: CommandContext): Command {
  const list = withFilters(new Command('list').description('find them, newest first'))
    .option('--limit <number>', 'how many', '50')
    .option('--all', 'all of them', false)
    .option('--json', 'one JSON object a line', false)
    .action((options: ListOptions) => listSessions(options, context));
  const show = new Command('show')
    .argument('<id>', 'the id of a session')
    .description('show one, with all its events')
    .option('--json', 'as JSON', false)
    .action((id: string, options: { readonly json: boolean }) => showOne(id, options, context));
  const rebuild = new Command('rebuild')
    .description('make the index that they are found by again from the ledger, where the database is')
    .option('--config <file>', 'the configuration', 'sallyport.yaml')
    .action((options: RebuildOptions) => rebuildIndex(options, context.terminal));
  const sessions = new Command('sessions').description('calls that were made');
  return sessions.addCommand(list).addCommand(show).addCommand(rebuild);
}

interface ListOptions extends Readonly<Record<string, unknown>> {
  readonly limit: string;
  readonly all: boolean;
  readonly json: boolean;
}

async function listSessions(options: ListOptions, { terminal }: CommandContext): Promise<void> {
  const wanted = options.all ? {} : { wanted: readWanted(options.limit) };
  const client = await adminClient(sessionPath(terminal));
  const search = {
    path: '/v1/admin/sessions/search',
    member: 'sessions',
    body: filtersOf(options),
    ...wanted,
  } as const;
  await writePages(pages(client, search), sessionStyle(options.json), terminal);
}

async function showOne(
  typed: string,
  { json }: { readonly json: boolean },
  { terminal }: CommandContext,
): Promise<void> {
  const id = typed.trim().toLowerCase();
  if (!isUuid(id)) throw new SallyportError('session_unknown');
  const client = await adminClient(sessionPath(terminal));
  const answer = await client.call({ method: 'GET', path: `/v1/admin/sessions/${id}` });
  await write(terminal.stdout, json ? jsonLine(answer) : showSession(answer));
}
