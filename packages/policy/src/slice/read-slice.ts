import { deepFreeze, readNetwork } from '@sallyport/core';
import { isZone } from '../conditions/local-time.ts';
import { isBounded } from '../document/check/is-bounded.ts';
import { copyOf } from '../document/copy-of.ts';
import { validateSlice } from '../document/generated/validators.js';
import type { Policy } from '../policy.ts';
import type { Rule } from '../rule.ts';
import type { PolicySlice } from './slice-policy.ts';

/** Reads what `slicePolicy` made, strictly: a condition that this reader cannot judge refuses it whole. The policy has the digest of the whole one. */
export function readSlice(value: unknown): Policy | undefined {
  const slice = copyOf(value)?.value;
  if (!isBounded(slice) || !validateSlice(slice)) return undefined;
  const { name, digest, rules } = slice as PolicySlice;
  return rules.every(isReadable) ? deepFreeze({ name, digest, rules }) : undefined;
}

function isReadable({ when, effect, review }: Rule): boolean {
  if (effect === 'review' && review === undefined) return false;
  const { networks = [], time } = when ?? {};
  return networks.every((network) => readNetwork(network) !== undefined) && (time === undefined || isZone(time.zone));
}
