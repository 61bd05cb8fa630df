import { deepFreeze, readNetwork } from '@sallyport/core';
import { isOnCurve } from '../auditors/is-on-curve.ts';
import { isZone } from '../conditions/local-time.ts';
import { isBounded } from '../document/check/is-bounded.ts';
import { copyOf } from '../document/copy-of.ts';
import { validateSlice } from '../document/generated/validators.js';
import type { Policy } from '../policy.ts';
import type { Rule } from '../rule.ts';
import type { PolicySlice } from './slice-policy.ts';

/** Reads what `slicePolicy` made, strictly: a condition that this reader cannot judge refuses it whole, as does a key that is none. The policy has the digest of the whole one. */
export function readSlice(value: unknown): Policy | undefined {
  const slice = copyOf(value)?.value;
  if (!isBounded(slice) || !validateSlice(slice)) return undefined;
  const { version: _, ...policy } = slice as PolicySlice;
  return policy.rules.every(isReadable) && canSeal(policy) ? deepFreeze(policy) : undefined;
}

/** Where originals are to be sealed there is somebody to whom. */
function canSeal({ rules, auditors }: Policy): boolean {
  if (auditors === undefined) return rules.every(({ recording }) => recording !== 'sealed');
  return auditors.every(isOnCurve) && new Set(auditors.map(({ kid }) => kid)).size === auditors.length;
}

function isReadable({ when, effect, media, review }: Rule): boolean {
  if ((effect === 'review' || media !== undefined) && review === undefined) return false;
  const { networks = [], time } = when ?? {};
  return networks.every((network) => readNetwork(network) !== undefined) && (time === undefined || isZone(time.zone));
}
