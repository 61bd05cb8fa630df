import type { Span } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { joinDates } from './join-dates.ts';

const span = (start: number, end: number, type: Span['type']): Span => ({ start, end, type, score: 0.9 });

describe('joinDates', () => {
  it.each(['Tue 6 Aug', 'the 6 Aug', 'jueves 6 Aug', 'Tue, 6 Aug', 'Tue. 6 Aug'])('makes one of %s', (text) => {
    const date = text.indexOf('6');
    const weekday = text.search(/[., ]/);
    const spans = [span(0, weekday, 'DATE'), span(date, text.length, 'DATE')];
    expect(joinDates(text, spans)).toEqual([span(0, text.length, 'DATE')]);
  });

  it.each(['Tues 6 Aug', 'Sunday, 6 Aug', 'sexta-feira 6 Aug'])('takes the weekday of %s in', (text) => {
    expect(joinDates(text, [span(text.indexOf('6'), text.length, 'DATE')])).toEqual([span(0, text.length, 'DATE')]);
  });

  it.each(['Salmon 6 Aug', 'May 6 Aug', 'Tue\n6 Aug', 'Tue or 6 Aug'])('takes nothing before the day of %j', (text) => {
    const spans = [span(text.indexOf('6'), text.length, 'DATE')];
    expect(joinDates(text, spans)).toEqual(spans);
  });

  it('leaves a weekday to what has it', () => {
    const spans = [span(0, 3, 'NAME'), span(4, 9, 'DATE')];
    expect(joinDates('Sun 6 Aug', spans)).toEqual(spans);
  });

  it.each(['May 6 Aug', 'Tue or 6 Aug', 'Tue\n6 Aug'])('leaves %j as two', (text) => {
    const spans = [span(0, 3, 'DATE'), span(text.indexOf('6'), text.length, 'DATE')];
    expect(joinDates(text, spans)).toEqual(spans);
  });
});
