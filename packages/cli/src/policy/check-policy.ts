import { analyse, type Finding, type Policy, type Rule, whenWords } from '@sallyport/policy';
import { createColors } from 'picocolors';
import { layOut } from '../table.ts';
import { type Terminal, usesColour, write } from '../terminal.ts';
import { conditionWord } from './condition-words.ts';
import { counted } from './counted.ts';
import { indent } from './indent.ts';
import { type PolicyFile, readPolicyFile } from './read-policy-file.ts';

/** A list of more rules than this is cut. */
const MOST_SHOWN = 60;

/** How strict a check is. */
export interface CheckOptions {
  /** Warnings count as faults. */
  readonly strict?: boolean;
}

/** Says what is wrong with a policy file, or shows its rules and what its author may not have meant. Gives whether all is well. */
export async function checkPolicy(
  path: string,
  { terminal, options }: { readonly terminal: Terminal; readonly options: CheckOptions },
): Promise<boolean> {
  const read = await readPolicyFile(path);
  const { red } = createColors(usesColour(terminal));
  if ('faults' in read) {
    const verdict = red(`${read.name} is not a valid policy: ${counted(read.faults.length, 'fault')}`);
    await write(terminal.stdout, `${read.faults.join('\n')}\n\n${verdict}\n`);
    return false;
  }
  const findings = analyse(read.policy, read.surroundings);
  await write(terminal.stdout, `${describe(read, findings, terminal)}\n`);
  return !(options.strict === true && findings.some(({ level }) => level === 'warning'));
}

function describe({ name, policy }: PolicyFile, findings: readonly Finding[], terminal: Terminal): string {
  const head = `${name}: policy ${policy.name}, ${counted(policy.rules.length, 'rule')}, ${policy.digest}`;
  const parts = [
    head,
    indent(rulesTable(policy), 2),
    ...(policy.auditors === undefined
      ? []
      : [`originals are sealed to ${policy.auditors.map(({ kid }) => kid).join(', ')}`]),
    ...(findings.length === 0 ? [] : [findingLines(findings, terminal)]),
  ];
  return [...parts, verdict(findings, terminal)].join('\n\n');
}

function rulesTable({ rules }: Policy): string {
  const rows = rules.slice(0, MOST_SHOWN).flatMap((rule, at) => ruleRows(rule, at + 1));
  const more = rules.length - MOST_SHOWN;
  const cut = more > 0 ? [['', '…', `${counted(more, 'rule')} more`]] : [];
  return layOut([...rows, ...cut, ['', 'deny', 'default', 'otherwise']]);
}

/** One condition on each row, so that it reads as a sentence does. */
function ruleRows({ name, effect, when }: Rule, place: number): readonly (readonly (string | number)[])[] {
  const [first, ...others] = whenWords(when).map((one) => ({ word: conditionWord(one), asks: `is ${one.asks}` }));
  if (first === undefined) return [[place, effect, name, 'always']];
  return [
    [place, effect, name, `when ${first.word}`, first.asks],
    ...others.map(({ word, asks }) => ['', '', '', `and  ${word}`, asks]),
  ];
}

function findingLines(findings: readonly Finding[], terminal: Terminal): string {
  const { yellow, dim } = createColors(usesColour(terminal));
  return findings
    .map(({ level, rule, message }) => {
      const mark = level === 'warning' ? yellow('warning') : dim('note   ');
      return `${mark}  ${rule === undefined ? '' : `${rule} `}${message}`;
    })
    .join('\n');
}

function verdict(findings: readonly Finding[], terminal: Terminal): string {
  const { green, yellow } = createColors(usesColour(terminal));
  const warnings = findings.filter(({ level }) => level === 'warning').length;
  const notes = findings.length - warnings;
  const words = [
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(notes > 0 ? [counted(notes, 'note')] : []),
  ];
  if (words.length === 0) return green('valid');
  return (warnings > 0 ? yellow : green)(`valid, with ${words.join(' and ')}`);
}
