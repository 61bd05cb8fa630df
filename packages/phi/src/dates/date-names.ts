import { nameStyles } from './name-style.ts';

/** The months: English in full and short, then Spanish, German, French, Portuguese and Italian. */
export const MONTH_STYLES = nameStyles([
  'january february march april may june july august september october november december',
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'jan feb mar apr may june july aug sept oct nov dec',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'ene feb mar abr may jun jul ago sep oct nov dic',
  'januar februar märz april mai juni juli august september oktober november dezember',
  'jan feb mär apr mai jun jul aug sep okt nov dez',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
]);

/** The days of the week, from Sunday: English in full and short, then Spanish and German. */
export const WEEKDAY_STYLES = nameStyles([
  'sunday monday tuesday wednesday thursday friday saturday',
  'sun mon tue wed thu fri sat',
  'sun mon tues wed thurs fri sat',
  'sun mon tues weds thur fri sat',
  'domingo lunes martes miércoles jueves viernes sábado',
  'sonntag montag dienstag mittwoch donnerstag freitag samstag',
]);
