import { readNetwork } from '@sallyport/core';
import type { Conditions, Range, TimeCondition } from '../../conditions/conditions.ts';
import { isZone } from '../../conditions/local-time.ts';
import { speaksOf } from '../../conditions/speaks-of.ts';
import { readClock } from '../../conditions/time-of-day.ts';
import { COVERED_OPERATIONS } from '../../covered-operations.ts';
import type { PolicyFault } from '../fault.ts';
import { NETWORK, ZONE_NAME } from '../schema/conditions-schema.ts';
import { didYouMean } from './did-you-mean.ts';

type Path = PolicyFault['path'];

/** What is wrong with conditions whose shape is right. */
export function* checkConditions(when: Conditions, path: Path): Iterable<PolicyFault> {
  yield* checkSubjects(when, path);
  yield* checkOperations(when, path);
  yield* checkRanges(when, path);
  if (when.time !== undefined) yield* checkTime(when.time, [...path, 'time']);
  for (const [at, network] of (when.networks ?? []).entries()) {
    if (readNetwork(network) === undefined) yield { path: [...path, 'networks', at], message: `must be ${NETWORK}` };
  }
}

function* checkSubjects({ subjects = [] }: Conditions, path: Path): Iterable<PolicyFault> {
  const star = subjects.indexOf('*');
  if (star >= 0 && subjects.length > 1) {
    yield { path: [...path, 'subjects', star], message: 'must stand alone: it is anybody' };
  }
}

function* checkOperations({ operations = [] }: Conditions, path: Path): Iterable<PolicyFault> {
  for (const [at, operation] of operations.entries()) {
    if (isKnown(operation)) continue;
    const meant = didYouMean(operation, COVERED_OPERATIONS);
    yield { path: [...path, 'operations', at], message: `must be an operation that Sallyport reads${meant}` };
  }
}

/** Those below `http.` are declared by the configuration. */
function isKnown(operation: string): boolean {
  return operation.startsWith('http.') || COVERED_OPERATIONS.some((known) => speaksOf(operation, known));
}

function* checkRanges({ bodyBytes, inputs, entities = {} }: Conditions, path: Path): Iterable<PolicyFault> {
  const ranges: readonly (readonly [Path, Range | undefined])[] = [
    [[...path, 'bodyBytes'], bodyBytes],
    [[...path, 'inputs'], inputs],
    ...Object.entries(entities).map(([entity, range]) => [[...path, 'entities', entity], range] as const),
  ];
  for (const [where, { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = {}] of ranges) {
    if (atLeast > atMost) yield { path: where, message: 'must have an atLeast that is not above its atMost' };
  }
}

function* checkTime({ zone, from, to }: TimeCondition, path: Path): Iterable<PolicyFault> {
  if (!isZone(zone)) yield { path: [...path, 'zone'], message: `must be ${ZONE_NAME}` };
  if (readClock(from ?? '00:00') === readClock(to ?? '24:00')) {
    yield { path, message: 'must have a from and a to that differ' };
  }
}
