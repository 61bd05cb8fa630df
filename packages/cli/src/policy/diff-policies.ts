import { type DiffQuestion, diffDecisions } from '@sallyport/policy';
import { type Terminal, usesColour, write } from '../terminal.ts';
import { diffText } from './diff-text.ts';
import { casesBeside, loadCases } from './load-cases.ts';
import { loadPolicyFile, type PolicyFile } from './read-policy-file.ts';
import { NEVER_RECORDED, readRecordedCalls } from './recorded-calls.ts';

/** Over what two policies are compared. */
export interface DiffOptions {
  /** A folder that an export wrote. */
  readonly ledger?: string;
  /** Default, where there is no ledger: the cases beside the first policy. */
  readonly cases?: string;
}

/** Shows which decisions change from one policy to another, over recorded calls or cases. Gives whether none does. */
export async function diffPolicies(
  [pathA, pathB]: readonly [string, string],
  { terminal, options }: { readonly terminal: Terminal; readonly options: DiffOptions },
): Promise<boolean> {
  const [a, b] = [await loadPolicyFile(pathA), await loadPolicyFile(pathB)];
  const connections = b.connections.length > 0 ? b.connections : a.connections;
  const recorded = options.ledger === undefined ? undefined : await readRecordedCalls(options.ledger);
  const calls: readonly NamedQuestion[] =
    recorded?.map((call) => ({ ...withAgreement(call, connections), name: call.id })) ??
    (await loadCases(options.cases ?? (await casesBeside(pathA))));
  const diff = diffDecisions(a.policy, b.policy, calls);
  const unknown =
    recorded === undefined ? [] : [...NEVER_RECORDED, ...(connections.length > 0 ? [] : ['baa' as const])];
  const noun = recorded === undefined ? 'case' : 'recorded call';
  const names = calls.map(({ name }) => name);
  const text = diffText({ a: a.policy, b: b.policy, diff, noun, names, unknown, colour: usesColour(terminal) });
  await write(terminal.stdout, `${text}\n`);
  return diff.changed === 0 && diff.open === 0;
}

interface NamedQuestion extends DiffQuestion {
  readonly name: string;
}

/** Whether a connection has an agreement is not recorded: it is what the configuration says. */
function withAgreement(call: DiffQuestion, connections: PolicyFile['connections']): DiffQuestion {
  const known = connections.find(({ name }) => name === call.question.connection);
  if (known !== undefined) return { ...call, question: { ...call.question, baa: known.baa } };
  return { ...call, unknown: [...(call.unknown ?? []), 'baa'] };
}
