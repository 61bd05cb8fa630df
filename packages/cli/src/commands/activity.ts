import { Command } from 'commander';
import { digestContent } from '../activity/digest-content.ts';
import { conclusionWords, listDigests } from '../activity/list-digests.ts';
import { readConclusion } from '../activity/read-conclusion.ts';
import { readDigestId } from '../activity/read-digest-id.ts';
import { showDigest } from '../activity/show-digest.ts';
import { textOf } from '../admin/admin-answer.ts';
import { adminClient } from '../admin/admin-client.ts';
import { sessionPath } from '../admin/session-file.ts';
import { objectOf } from '../reviews/review-answer.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { jsonLine } from '../sessions/json-line.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

const PATH = '/v1/admin/activity';

interface ViewOptions {
  readonly json: boolean;
}

/** `sallyport activity`: lists the digests of activity, shows one, and signs it off. */
export function activityCommand(context: CommandContext): Command {
  return new Command('activity')
    .description('the regular review of activity, 45 CFR 164.308(a)(1)(ii)(D)')
    .addCommand(
      new Command('list')
        .description('list the digests, those that wait to be signed off first')
        .option('--json', 'as JSON', false)
        .action((options: ViewOptions) => list(options, context)),
    )
    .addCommand(
      new Command('show')
        .description('show one: what was found, the worst first')
        .argument('<id>', 'the id of a digest')
        .option('--json', 'as JSON; `content` is the exact text that is signed off', false)
        .action((id: string, options: ViewOptions) => show(id, options, context)),
    )
    .addCommand(
      new Command('sign')
        .description('sign one off')
        .argument('<id>', 'the id of a digest')
        .requiredOption('--conclusion <word>', 'no-concern, follow-up (somebody looks into it), or incident')
        .action((id: string, { conclusion }: { readonly conclusion: string }) => sign(id, conclusion, context)),
    );
}

async function list({ json }: ViewOptions, { terminal }: CommandContext): Promise<void> {
  const client = await adminClient(sessionPath(terminal));
  const answer = await client.call({ method: 'GET', path: PATH });
  await write(terminal.stdout, json ? jsonLine(answer) : listDigests(answer));
}

async function show(typed: string, { json }: ViewOptions, { terminal }: CommandContext): Promise<void> {
  const id = readDigestId(typed);
  const client = await adminClient(sessionPath(terminal));
  const answer = await client.call({ method: 'GET', path: `${PATH}/${id}` });
  digestContent(objectOf(answer, 'digest'));
  await write(terminal.stdout, json ? jsonLine(answer) : showDigest(answer));
}

async function sign(typed: string, word: string, { terminal }: CommandContext): Promise<void> {
  const body = { digest_id: readDigestId(typed), conclusion: readConclusion(word) };
  const client = await adminClient(sessionPath(terminal));
  const answer = await client.call({ method: 'POST', path: `${PATH}/sign`, body });
  const conclusion = textOf(objectOf(answer, 'digest'), 'conclusion');
  await write(terminal.stdout, `signed off: ${visibleLine(conclusionWords(conclusion))}\n`);
}
