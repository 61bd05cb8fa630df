import { Command } from 'commander';
import { textOf } from '../admin/admin-answer.ts';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { listHolds } from '../holds/list-holds.ts';
import { objectOf } from '../reviews/review-answer.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

const PATH = '/v1/admin/holds';

interface PlaceOptions {
  readonly reason: string;
  readonly session?: string;
  readonly correlation?: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly connection?: string;
  readonly subjectOfCare?: string;
}

/** `sallyport holds`: lists legal holds, places one and releases it. */
export function holdsCommand(context: CommandContext): Command {
  return new Command('holds')
    .description('legal holds: what keeps recordings from being purged')
    .addCommand(new Command('list').description('list them, those that hold first').action(() => list(context)))
    .addCommand(
      new Command('place')
        .description('hold the recordings of which all that is said is true')
        .requiredOption('--reason <text>', 'why; kept sealed')
        .option('--session <id>', 'this session')
        .option('--correlation <id>', 'the sessions of this correlation id')
        .option('--issuer <url>', 'with --subject: the sessions of this identity')
        .option('--subject <subject>', 'with --issuer')
        .option('--connection <name>', 'the sessions of this connection')
        .option('--subject-of-care <pseudonym>', 'the sessions about this subject of care')
        .action((options: PlaceOptions) => place(options, context)),
    )
    .addCommand(
      new Command('release')
        .description('release one')
        .argument('<id>', 'the id of a hold')
        .action((id: string) => release(id, context)),
    );
}

async function list({ terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  await write(terminal.stdout, listHolds(await client.call({ method: 'GET', path: PATH })));
}

async function place(options: PlaceOptions, { terminal }: CommandContext): Promise<void> {
  const { reason, session, correlation, issuer, subject, connection, subjectOfCare } = options;
  const named = {
    ...{ reason, session_id: session?.toLowerCase(), correlation_id: correlation?.toLowerCase() },
    ...{ issuer, subject, connection, subject_of_care: subjectOfCare },
  };
  const given = Object.entries(named).filter((one): one is [string, string] => one[1] !== undefined);
  const client = await adminClient(sessionPath(terminal));
  const answer = await client.call({ method: 'POST', path: PATH, body: Object.fromEntries(given) });
  await write(terminal.stdout, `placed ${visibleLine(textOf(objectOf(answer, 'hold'), 'hold_id'))}\n`);
}

async function release(id: string, { terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  const body = { hold_id: id.toLowerCase() };
  const answer = await client.call({ method: 'POST', path: `${PATH}/release`, body });
  await write(terminal.stdout, `released ${visibleLine(textOf(answer, 'hold_id'))}\n`);
}
