import type { Explanation, Judged, Need, Policy, Question, Stop, Way } from '@sallyport/policy';
import { createColors } from 'picocolors';
import { visibleLine } from '../scan/visible-text.ts';
import { layOut } from '../table.ts';
import { conditionWord } from './condition-words.ts';
import { counted } from './counted.ts';
import { factRows } from './fact-rows.ts';
import { indent } from './indent.ts';
import { operatorRows, settingsLine } from './outcome-rows.ts';
import { reviewLine } from './review-line.ts';

/** What is explained. */
export interface Explained {
  readonly policy: Policy;
  readonly question: Question;
  readonly explanation: Explanation;
  readonly colour: boolean;
}

/** An explanation as it is printed. Names, codes and counts; no value of a body. */
export function explanationText(explained: Explained): string {
  const { question, explanation } = explained;
  const { because, stops, needed, decision } = explanation;
  const passes = stops.length === 0;
  return [
    headline(explained),
    section('the call', factRows(question)),
    ...(because.length === 0 ? [] : [section('because', because.map(becauseRow))]),
    ...(passes ? [section('identifiers', operatorRows(decision, question)), settingsLine(decision)] : []),
    ...(decision.review === undefined ? [] : [reviewLine(decision.review)]),
    ...needed.map((way) => section(wayHead(way), way.missing.map(needRow))),
    ...(passes || needed.length > 0 ? [] : ['No rule of this policy would let such a call pass.']),
  ].join('\n\n');
}

function headline({ policy, explanation, colour }: Explained): string {
  const { decision, rule, position, stops } = explanation;
  const { green, red, yellow } = createColors(colour);
  const of = `${counted(policy.rules.length, 'rule')} of policy ${policy.name}`;
  const by = rule === undefined ? `: none of the ${of} matches` : ` by rule ${rule}, number ${position} of the ${of}`;
  const passing = decision.effect === 'review' ? yellow('waits for a review') : green('allowed');
  const reasons = stops.flatMap((stop) => stopWords(stop) ?? []);
  const message = decision.message === undefined ? [] : [`The caller is told: ${visibleLine(decision.message)}`];
  return [`${stops.length > 0 ? red('refused') : passing}${by}`, ...reasons, ...message].join('\n');
}

function stopWords(stop: Stop): string | undefined {
  if (stop.kind === 'baa') {
    if (stop.entities.length === 0) return 'what is attached is not de-identified, and the provider has no agreement';
    return `${stop.entities.join(', ')} would leave without being de-identified, and the provider has no agreement`;
  }
  if (stop.kind === 'media') return `the rule does not name ${stop.types.join(', ')}, which is attached`;
  if (stop.kind === 'blocked') return `the rule blocks calls that hold ${stop.entities.join(', ')}`;
  if (!('most' in stop)) return undefined;
  return stop.kind === 'inputs'
    ? `the rule allows ${stop.most} inputs, and the call has ${stop.is}`
    : `the rule allows bodies of ${stop.most} bytes, and this has ${stop.is}`;
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return `${title}\n${indent(layOut(rows.map((row) => row.map(visibleLine))), 2)}`;
}

function becauseRow(judged: Judged): readonly string[] {
  return [conditionWord(judged), judged.is, `is ${judged.asks}`];
}

function wayHead({ rule, effect, before }: Way): string {
  const verb = effect === 'review' ? 'have it reviewed' : 'allow it';
  const who = before === undefined ? `rule ${rule} would` : `rule ${rule}, or ${before} before it, would`;
  return `${who} ${verb}, if`;
}

function needRow(need: Need): readonly string[] {
  const must =
    need.must === 'hold' ? `must be ${need.asks}` : `must not be ${need.asks}: rule ${need.rule} denies that`;
  return [conditionWord(need), `is ${need.is}`, must];
}
