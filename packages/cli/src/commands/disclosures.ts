import { isPseudonym, SallyportError } from '@sallyport/core';
import { Command } from 'commander';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { disclosureStyle } from '../sessions/list-style.ts';
import { pages } from '../sessions/pages.ts';
import { writePages } from '../sessions/write-pages.ts';
import type { CommandContext } from './command-context.ts';

interface DisclosureOptions {
  readonly subject: string;
  readonly from?: string;
  readonly to?: string;
  readonly json: boolean;
}

/** `sallyport disclosures`: the accounting of disclosures of one subject of care, 45 CFR 164.528. */
export function disclosuresCommand(context: CommandContext): Command {
  return new Command('disclosures')
    .description('what left about one subject of care, when, to whom and why (45 CFR 164.528)')
    .requiredOption('--subject <pseudonym>', 'the pseudonym that calls named in Sallyport-Subject')
    .option('--from <time>', 'from this time on; six years back by default')
    .option('--to <time>', 'before this time')
    .option('--json', 'one JSON object a line', false)
    .action((options: DisclosureOptions) => listDisclosures(options, context));
}

async function listDisclosures(options: DisclosureOptions, { terminal }: CommandContext): Promise<void> {
  const { subject, from, to, json } = options;
  if (!isPseudonym(subject)) throw new SallyportError('subject_invalid');
  const client = await adminClient(sessionPath(terminal));
  const times = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const search = { path: '/v1/admin/disclosures', member: 'disclosures', body: { subject, ...times } } as const;
  await writePages(pages(client, search), disclosureStyle(json), terminal);
}
