import { describe, expect, it } from 'vitest';
import { Flights } from './flights.ts';

function flightsAfter(...lines: readonly string[]): Flights {
  const flights = new Flights();
  for (const line of lines) flights.take(line.split(' '));
  return flights;
}

describe('Flights', () => {
  it('keep each request where it was last seen to enter', () => {
    const flights = flightsAfter('enter classify a', 'enter identify a', 'enter classify b', 'enter identify c');
    expect(flights.places()).toEqual(new Set(['identify', 'classify']));
  });

  it('end when the answer is out', () => {
    expect(flightsAfter('enter outcome a', 'enter events events-1', 'leave a').places()).toEqual(new Set(['events']));
  });

  it('end when the companion dies', () => {
    const flights = flightsAfter('enter send a');
    flights.clear();
    expect(flights.places()).toEqual(new Set());
  });

  it.each(['ready', 'frozen', '', 'enter nowhere a', 'leave a'])('are not changed by %j', (line) => {
    expect(flightsAfter(line, 'enter send b').places()).toEqual(new Set(['send']));
  });
});
