import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { city } from './city.ts';

describe('city', () => {
  it.each([
    ['lives in Fairview with her son', ['Fairview']],
    ['Port Alder, TX', ['Port Alder']],
    ['RENO, NV 89501', ['RENO']],
    ['LIVES IN ELY, NV', ['ELY']],
    ['Alder Falls MN 56998', ['Alder Falls']],
    ['from Alderton, PA', ['Alderton']],
    ['moved to Santa Ines', ['Santa Ines']],
    ['nato a Aldermonte il', ['Aldermonte']],
    ['vive en San Aliso', ['San Aliso']],
    ['née à Aulnay, et', ['Aulnay']],
    ['City [Fairview] Zip', ['Fairview']],
    ['"city":"Fairview"', ['Fairview']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(city, text))]).toEqual(values);
  });

  it.each([
    'Texas',
    'seen in Cardiology',
    'works in nursing',
    'pain, OR nausea',
    'CHEST PAIN, MI',
    'liver, spleen',
    'Sepsis, CRRT, VT storm',
    'nato a termine',
    'vive en casa',
    'geboren in Steißlage',
  ])('leaves %j alone', (text) => {
    expect(found(city, text)).toEqual([]);
  });
});
