import type { PlantedRequest } from './planted.ts';

/** The positions of a request whose planted address arrived as it was. */
export function positionsLeft(arrived: string, { planted }: PlantedRequest): readonly string[] {
  return Object.entries(planted).flatMap(([position, address]) => (arrived.includes(address) ? [position] : []));
}
