import { hashText } from './hash.ts';

/** How words are parted, and the groups again: the bits of each step, the coarsest first. */
export const CLUSTER_BITS = [5, 3, 2] as const;

/** How many places there are for the clusters of words: a power of two. */
export const CLUSTER_PLACES = 1 << 20;

/** The place of a word's cluster. */
export function clusterPlace(word: string): number {
  return (hashText(word) >>> 3) & (CLUSTER_PLACES - 1);
}

/**
 * Words used alike share a cluster, as a number from 1 on; 0 for a word that nobody listed, which is seldom taken for one that is. That of the step
 * before has two bits less, the coarsest five.
 */
export function clusterOfWord(lower: string, clusters: Uint16Array): number {
  return clusters[clusterPlace(lower)] as number;
}

/** The cluster of the step before the last. */
export function coarser(cluster: number): number {
  return (cluster + 3) >> 2;
}
