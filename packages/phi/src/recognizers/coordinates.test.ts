import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { coordinates } from './coordinates.ts';

describe('coordinates', () => {
  it.each(['40.7128° N, 74.0060° W', '44°48′05″N 68°46′16″W', "51° 30' N / 0° 7' W"])('finds %j', (place) => {
    expect(found(coordinates, `found at ${place}, cold`)).toEqual([place]);
  });

  it.each(['36.8° C, 37.1° C', 'ROM 0–120°, 40° N', 'flexion 90° S, 45° abduction'])('leaves %j alone', (text) => {
    expect(found(coordinates, text)).toEqual([]);
  });
});
