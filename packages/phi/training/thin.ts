import { trainingRow } from './training-row.ts';

let dice = 12_345;

/** Leaves out features that have no row, and a share of the others, so that none is relied on alone (dropout, Srivastava et al., 2014). */
export function thin(
  features: Int32Array,
  { tags, share }: { readonly tags: Int8Array; readonly share: number },
): Int32Array {
  const limit = share * 4_294_967_296;
  let count = 0;
  for (let index = 0; index < features.length; index++) {
    const row = trainingRow(features[index] as number, tags);
    if (row < 0) continue;
    dice ^= dice << 13;
    dice ^= dice >>> 17;
    dice ^= dice << 5;
    if (dice >>> 0 >= limit) features[count++] = row;
  }
  return features.subarray(0, count);
}
