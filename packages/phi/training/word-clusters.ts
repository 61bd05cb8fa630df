import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLUSTER_PLACES, clusterPlace } from '../src/tagger/word-cluster.ts';

/** The cluster of each word of `lists/word-clusters.txt`, at its place: the number of its line. */
export function wordClusters(): Uint16Array {
  const clusters = new Uint16Array(CLUSTER_PLACES);
  const lines = readFileSync(join(import.meta.dirname, 'lists/word-clusters.txt'), 'utf8')
    .trimEnd()
    .split('\n');
  for (const [index, line] of lines.entries())
    for (const word of line.split(' ')) if (word !== '') clusters[clusterPlace(word)] = index + 1;
  return clusters;
}
