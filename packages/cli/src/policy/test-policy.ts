import { basename } from 'node:path';
import { type CaseResult, runCases } from '@sallyport/policy';
import { createColors } from 'picocolors';
import { layOut } from '../table.ts';
import { type Terminal, usesColour, write } from '../terminal.ts';
import { conditionWord } from './condition-words.ts';
import { counted } from './counted.ts';
import { indent } from './indent.ts';
import { casesBeside, loadCases } from './load-cases.ts';
import { loadPolicyFile } from './read-policy-file.ts';

/** Where the cases are. */
export interface TestOptions {
  /** Default: beside the policy, `NAME.cases.yaml` of `NAME.yaml`. */
  readonly cases?: string;
}

/** Runs the cases of a policy, and shows what was otherwise than expected. Gives whether all were as expected. */
export async function testPolicy(
  path: string,
  { terminal, options }: { readonly terminal: Terminal; readonly options: TestOptions },
): Promise<boolean> {
  const { policy, name } = await loadPolicyFile(path);
  const casesPath = options.cases ?? (await casesBeside(path));
  const results = runCases(policy, await loadCases(casesPath));
  const failed = results.filter(({ mismatches }) => mismatches.length > 0);
  const lines = results.map((result) => resultLines(result, terminal));
  const { green, red } = createColors(usesColour(terminal));
  const passed = `${results.length - failed.length} passed`;
  const verdict = failed.length === 0 ? green(passed) : red(`${passed}, ${failed.length} failed`);
  const head = `${basename(casesPath)}: ${counted(results.length, 'case')} of ${policy.name} (${name})`;
  await write(terminal.stdout, `${head}\n\n${lines.join('\n')}\n\n${verdict}\n`);
  return failed.length === 0;
}

function resultLines({ name, mismatches, explanation }: CaseResult, terminal: Terminal): string {
  const { green, red } = createColors(usesColour(terminal));
  if (mismatches.length === 0) return `  ${green('✓')} ${name}`;
  const rows = mismatches.map(({ what, expected, got }) => [what, `expected ${expected}`, `got ${got}`]);
  const { rule, because } = explanation;
  const held = because.map((one) => `${conditionWord(one)} is ${one.is}`).join(', ');
  const reason = rule === undefined ? 'no rule matched' : `rule ${rule} matched${held === '' ? '' : `: ${held}`}`;
  return `  ${red('✗')} ${name}\n${indent(`${layOut(rows)}\n${reason}`, 6)}`;
}
