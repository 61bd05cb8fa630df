import { isPurpose, PURPOSES, readAddress } from '@sallyport/core';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CallOptions } from '../policy/call-facts.ts';
import { checkPolicy } from '../policy/check-policy.ts';
import { type DiffOptions, diffPolicies } from '../policy/diff-policies.ts';
import { explainCall } from '../policy/explain-call.ts';
import { type TestOptions, testPolicy } from '../policy/test-policy.ts';
import type { CommandContext } from './command-context.ts';

const FILE = 'a policy, or a sallyport.yaml with one';

/** `sallyport policy`: checks, tests, explains and compares policies. Needs no companion. */
export function policyCommand(context: CommandContext): Command {
  return new Command('policy')
    .description('check, test, explain and compare policies, offline')
    .addCommand(checkCommand(context))
    .addCommand(testCommand(context))
    .addCommand(explainCommand(context))
    .addCommand(diffCommand(context));
}

function checkCommand({ terminal, finish }: CommandContext): Command {
  return new Command('check')
    .description('say what is wrong with a policy, or show its rules and what may not be meant so')
    .argument('<file>', FILE)
    .option('--strict', 'fail on warnings too')
    .action(async (file: string, options: { readonly strict?: boolean }) => {
      finish((await checkPolicy(file, { terminal, options })) ? 0 : 1);
    });
}

function testCommand({ terminal, finish }: CommandContext): Command {
  return new Command('test')
    .description('run the cases of a policy: NAME.cases.yaml beside NAME.yaml')
    .argument('<file>', FILE)
    .option('--cases <file>', 'the cases, where they are elsewhere')
    .action(async (file: string, options: TestOptions) => {
      finish((await testPolicy(file, { terminal, options })) ? 0 : 1);
    });
}

function explainCommand({ terminal }: CommandContext): Command {
  return new Command('explain')
    .description(
      'say what a policy decides about a call whose body is on standard input, why, and what would have been needed',
    )
    .argument('[file]', FILE)
    .option('--config <file>', 'the sallyport.yaml, where no file is named', 'sallyport.yaml')
    .requiredOption('--operation <name>', 'such as embeddings.create')
    .requiredOption('--connection <name>', 'where the call goes')
    .option('--as <subject>', 'who calls')
    .option('--issuer <url>', 'who vouches for the caller')
    .option('--group <name>', 'a group of the caller; again for each', collect)
    .option('--client <id>', 'the client the caller uses')
    .addOption(new Option('--nature <nature>', 'what the caller is').choices(['person', 'service']))
    .addOption(
      new Option('--baa <agreement>', 'whether the connection has an agreement, where no sallyport.yaml says so')
        .choices(['true', 'false', 'self_hosted'])
        .argParser(readBaa),
    )
    .option('--model <name>', 'the model, where the body names none')
    .option('--content-type <type>', 'of a body that is no JSON')
    .option('--purpose <purpose>', `one of ${PURPOSES.join(', ')}`, readPurpose)
    .option('--source <address>', 'the address the call comes from', readSource)
    .option('--time <time>', 'such as 2026-12-01T09:00:00-05:00; by default now', readTime)
    .action(async (file: string | undefined, { config, ...options }: CallOptions & { readonly config: string }) => {
      await explainCall(file ?? config, { terminal, options });
    });
}

function diffCommand({ terminal, finish }: CommandContext): Command {
  return new Command('diff')
    .description('show which decisions change from one policy to another')
    .argument('<from>', FILE)
    .argument('<to>', FILE)
    .addOption(new Option('--ledger <folder>', 'over the calls of a ledger that was exported').conflicts('cases'))
    .option('--cases <file>', 'over cases; by default those beside the first policy')
    .option('--exit-code', 'exit with 1 where a decision changes, or may')
    .action(async (from: string, to: string, options: DiffOptions & { readonly exitCode?: boolean }) => {
      const same = await diffPolicies([from, to], { terminal, options });
      finish(same || options.exitCode !== true ? 0 : 1);
    });
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function readPurpose(text: string): CallOptions['purpose'] {
  if (isPurpose(text)) return text;
  throw new InvalidArgumentError(`It is one of ${PURPOSES.join(', ')}.`);
}

function readBaa(text: string): CallOptions['baa'] {
  if (text === 'self_hosted') return text;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new InvalidArgumentError('It is one of true, false, self_hosted.');
}

function readSource(text: string): string {
  if (readAddress(text) !== undefined) return text;
  throw new InvalidArgumentError('It is an IP address.');
}

function readTime(text: string): number {
  const time = /T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InvalidArgumentError('It is a time with an offset, such as 2026-12-01T09:00:00-05:00.');
}
