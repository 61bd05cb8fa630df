import { addresses, notes, type PlantedRequest } from './planted.ts';

/** Turns of a conversation: each sends all before it again. */
export const TURNS = 12;

/** Who speaks, and how many bytes. */
const SPEAKERS = [
  ['user', 1024],
  ['assistant', 1024],
] as const;

/** The request of a turn: `number` counts the turns of all conversations, one after another. */
export function conversation(number: number): PlantedRequest {
  const last = number % TURNS;
  const turns = Array.from({ length: last + 1 }, (_, turn) => number - last + turn);
  // The last question has no answer yet.
  const said = turns.flatMap(turnOf).slice(0, -1);
  return {
    planted: Object.fromEntries(said.map(({ position, address }) => [position, address])),
    body: {
      model: 'gpt-4o-mini',
      messages: said.map(({ role, content }) => ({ role, content })),
      temperature: 0,
      max_tokens: 120,
    },
  };
}

function turnOf(number: number) {
  return SPEAKERS.map(([role, bytes], at) => {
    const position = `turn ${number} ${role}`;
    const { [position]: address = '' } = addresses(number, [position]);
    return { role, position, address, content: notes({ number: 2 * number + at, bytes, address }) };
  });
}
