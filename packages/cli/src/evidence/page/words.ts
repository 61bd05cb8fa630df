import { formatCount } from '../../report/format-count.ts';
import { type Html, html } from '../../report/html.ts';
import { visibleLine } from '../../scan/visible-text.ts';
import { isoTime } from '../tally/time-words.ts';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'];
const ALL_MONTHS = [...MONTHS, 'November', 'December'];
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The most characters of a text out of an event that a page shows. */
const MOST_SHOWN = 160;

/** A count with its noun: `1 call`, `2,400 calls`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** How often: `never`, `once`, `twice`, `12 times`. */
export function timesWords(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${formatCount(count)} times`;
}

/** A share in words that round nothing to none or all: `< 0.1 %`, `62.5 %`, `> 99.9 %`. */
export function share(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %';
  if (part === whole) return '100 %';
  const tenths = Math.round((1000 * part) / whole);
  if (tenths === 0) return '< 0.1 %';
  if (tenths === 1000) return '> 99.9 %';
  return `${Math.floor(tenths / 10)}.${tenths % 10} %`;
}

/** A length of time, rounded down: `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function durationWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return `${Math.max(0, Math.floor(ms / 1000))} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** So many bytes: `820 B`, `1.4 MB`. Decimal. */
export function byteWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let tenths = bytes * 10;
  let unit = 0;
  while (tenths >= 10_000 && unit < units.length - 1) {
    tenths = Math.round(tenths / 1000);
    unit += 1;
  }
  const whole = Math.floor(tenths / 10);
  return unit === 0 ? `${bytes} B` : `${whole}.${tenths % 10} ${units[unit]}`;
}

/** A day in words: `16 November 2026`. */
export function dayWords(time: number): string {
  const [year = '', month = '', day = ''] = isoTime(time).slice(0, -14).split('-');
  return `${Number(day)} ${ALL_MONTHS[Number(month) - 1] ?? ''} ${year}`;
}

/** A month, from `2026-11`: `Nov 2026`. */
export function monthWords(month: string): string {
  return `${(ALL_MONTHS[Number(month.slice(-2)) - 1] ?? '').slice(0, 3)} ${month.slice(0, -3)}`;
}

/** A day of the week, 0 is Monday. */
export function weekdayWords(day: number): string {
  return WEEKDAYS[day] ?? '';
}

/** A moment, to the minute, in UTC. */
export function moment(time: number): Html {
  const iso = isoTime(time);
  return html`<time datetime="${iso}">${iso.slice(0, -14)} ${iso.slice(-13, -8)}</time>`;
}

/** A text out of an event, that stays where it is: controls and formats spelt out, one direction for itself, no longer than 160 characters. */
export function shown(text: string): Html {
  const visible = [...visibleLine(text.slice(0, 8 * MOST_SHOWN))];
  const cut = visible.length > MOST_SHOWN ? `${visible.slice(0, MOST_SHOWN).join('')}…` : visible.join('');
  // A long name breaks where it has a joint.
  const pieces = cut.split(/(?<=[:/@=])(?=\w)/);
  return html`<bdi>${pieces.map((piece, index) => (index === 0 ? html`${piece}` : html`<wbr>${piece}`))}</bdi>`;
}

/** Who acted; the companion itself where nobody is named. */
export function who({ issuer, subject }: { readonly issuer: string; readonly subject: string }): Html {
  if (subject === '' && issuer === '') return html`<span class="soft">the companion</span>`;
  return html`<span class="who">${shown(subject)}</span>`;
}
