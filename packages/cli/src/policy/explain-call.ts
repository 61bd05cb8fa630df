import { explain } from '@sallyport/policy';
import { type Terminal, usesColour, write } from '../terminal.ts';
import { type CallOptions, callFacts } from './call-facts.ts';
import { explanationText } from './explanation-text.ts';
import { loadPolicyFile } from './read-policy-file.ts';

/** Explains what a policy says about a call whose body is on standard input. Gives whether the call would pass, or be reviewed. */
export async function explainCall(
  path: string,
  { terminal, options }: { readonly terminal: Terminal; readonly options: CallOptions },
): Promise<boolean> {
  const { policy, connections } = await loadPolicyFile(path);
  const question = await callFacts(options, { terminal, connections });
  const explanation = explain(policy, question);
  const text = explanationText({ policy, question, explanation, colour: usesColour(terminal) });
  await write(terminal.stdout, `${text}\n`);
  return explanation.stops.length === 0;
}
