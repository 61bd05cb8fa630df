import { CONDITIONS, type Conditions, DAYS, type TimeCondition } from '../../conditions/conditions.ts';

/** Conditions in their normal form: in the order of `CONDITIONS`, each list sorted and without repetitions. */
export function compileWhen(when: Conditions): Conditions {
  return Object.fromEntries(
    CONDITIONS.filter((name) => when[name] !== undefined).map((name) => [name, normalise(name, when[name])]),
  );
}

function normalise(name: keyof Conditions, meant: Conditions[keyof Conditions]): unknown {
  if (Array.isArray(meant)) return [...new Set<unknown>(meant)].sort(byText);
  if (name === 'time') return normaliseTime(meant as TimeCondition);
  return structuredClone(meant);
}

function normaliseTime({ days, ...rest }: TimeCondition): TimeCondition {
  return { ...rest, ...(days === undefined ? {} : { days: DAYS.filter((day) => days.includes(day)) }) };
}

function byText(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : 1;
}
