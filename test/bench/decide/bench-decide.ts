import { decide, type Policy, type PolicyDocument, type Question, readPolicy } from '@sallyport/policy';
import { BenchFailure } from '../bench-failure.ts';
import type { Options } from '../options.ts';
import { median } from '../report/median.ts';
import type { BenchResult, Check, Row } from '../report/result.ts';
import { roundsRow } from '../report/rounds-row.ts';
import { say } from '../report/say.ts';
import { startCasbin } from './casbin.ts';
import { type DecisionTimes, timeDecisions } from './time-decisions.ts';
import { positionOf, WHO, WHOLE, type Workload } from './workloads.ts';

const SIZES = [10, 100, 1_000, 10_000] as const;
const MOST = 10_000;
/** What a decision may take with the most rules there can be. */
const GOAL_US = 200;
/** The peer reads every rule for every question. */
const PEER_QUESTIONS = 40;

/** Measures `decide`: the same questions about policies of 10 to 10,000 rules, of two kinds, and one of these by casbin too. */
export async function benchDecide(options: Options): Promise<BenchResult> {
  const figures = [WHO, WHOLE].flatMap((workload) => SIZES.map((rules) => measure({ workload, rules }, options)));
  const peer = await measurePeer(options);
  const whole = figures.find(({ workload, rules }) => workload === WHOLE && rules === MOST);
  const perDecision = median(whole?.times.map(({ p50 }) => p50) ?? []);
  return {
    name: 'decide',
    rows: [...figures.flatMap(rowsOf), ...peer.rows],
    ratios: { us_per_decision: perDecision },
    checks: [
      ...figures.map((one) => one.check),
      ...peer.checks,
      { claim: `a decision about ${MOST} rules takes less than ${GOAL_US} µs, p50`, holds: perDecision < GOAL_US },
    ],
    conditions: {
      questions: 'no two alike; one in eight is one that no rule matches; of the rest every rule is as likely',
      index: 'made by the first question, whose time is a row of its own',
      casbin: '5.51.1, enforceSync without its cache, effect by priority; it can be told the first kind alone',
    },
  };
}

interface Plan {
  readonly workload: Workload;
  readonly rules: number;
}

interface Figures extends Plan {
  readonly times: readonly DecisionTimes[];
  readonly first: number;
  readonly check: Check;
}

function measure({ workload, rules }: Plan, { rounds, count }: Options): Figures {
  say(`${workload.name}, ${rules} rules …`);
  const policy = read(workload.document(rules));
  const ask = (round: number) =>
    Array.from({ length: count }, (_, at) => workload.question(positionOf(at, rules), round * count + at));
  const [opening] = ask(rounds + 1);
  const started = performance.now();
  if (opening !== undefined) decide(policy, opening);
  const first = performance.now() - started;
  const all = Array.from({ length: rounds + 1 }, (_, round) => timeDecisions(policy, ask(round)));
  const wrong = ask(0).filter((question, at) => decide(policy, question).rule !== nameOf(positionOf(at, rules), rules));
  const check = {
    claim: `${workload.name}, ${rules} rules: ${count - wrong.length} of ${count} by the rule that was meant`,
    holds: wrong.length === 0,
  };
  return { workload, rules, times: all.slice(1), first, check };
}

function read(document: PolicyDocument): Policy {
  const result = readPolicy(document);
  if ('faults' in result) throw new BenchFailure('the policy of the bench is none');
  return result.policy;
}

function nameOf(position: number, rules: number): string {
  return position < rules ? `rule-${position}` : 'default';
}

function rowsOf({ workload, rules, times, first }: Figures): readonly Row[] {
  const metric = `${workload.name}, ${rules} rules`;
  const row = (what: string, of: (time: DecisionTimes) => number) =>
    roundsRow({ subject: 'sallyport', metric: `${metric}${what}`, unit: 'µs', rounds: times.map(of) });
  return [
    row(', p50', ({ p50 }) => p50),
    row(', p99', ({ p99 }) => p99),
    row(', mean', ({ mean }) => mean),
    row(', mean by processor time', ({ processor }) => processor),
    { subject: 'sallyport', metric: `${metric}, the first`, unit: 'ms', value: first },
  ];
}

async function measurePeer({
  rounds,
}: Options): Promise<{ readonly rows: readonly Row[]; readonly checks: readonly Check[] }> {
  const rows: Row[] = [];
  const checks: Check[] = [];
  for (const rules of SIZES) {
    say(`casbin, ${rules} rules …`);
    const document = WHO.document(rules);
    const [policy, passes] = [read(document), await startCasbin(document)];
    const asked = Array.from({ length: rounds + 1 }, (_, round) => questionsOf(rules, round));
    const times = asked.map((questions) => timePeer(passes, questions));
    rows.push(
      roundsRow({ subject: 'casbin', metric: `${WHO.name}, ${rules} rules, mean`, unit: 'µs', rounds: times.slice(1) }),
    );
    const same = asked.flat().every((question) => passes(question) === (decide(policy, question).effect === 'allow'));
    checks.push({ claim: `casbin says the same as decide, ${rules} rules`, holds: same });
  }
  return { rows, checks };
}

function questionsOf(rules: number, round: number): readonly Question[] {
  return Array.from({ length: PEER_QUESTIONS }, (_, at) =>
    WHO.question(positionOf(at, rules), round * PEER_QUESTIONS + at),
  );
}

function timePeer(passes: (question: Question) => boolean, questions: readonly Question[]): number {
  const started = performance.now();
  for (const question of questions) passes(question);
  return ((performance.now() - started) * 1_000) / questions.length;
}
