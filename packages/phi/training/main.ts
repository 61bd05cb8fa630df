// `npm run train -- [CORPORA]`: learns the tagger's weights anew and writes them to `src/tagger/model.json`; the same each time. CORPORA is a
// folder of permitted corpora; without it, only the authored texts are learnt from.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelSource } from '../src/tagger/read-model.ts';
import { averageModels } from './average-models.ts';
import { buildFilter, buildHashFilter, filterWords, placePairs } from './build-filters.ts';
import { chooseFeatures } from './choose-features.ts';
import { ConditionalRandomField } from './crf.ts';
import { documentsOf, epochTexts, readSources } from './epoch-texts.ts';
import { Glance } from './glance.ts';
import { readInventories } from './inventories.ts';
import { type Lesson, lessonMaker } from './lesson.ts';
import { Random } from './random.ts';
import { wordClasses } from './word-classes.ts';
import { wordClusters } from './word-clusters.ts';
import { writeModel } from './write-model.ts';

/** Rounds in which only what is worth a closer look is learnt, and rounds of everything else. */
const GLANCES = 4;
const EPOCHS = 20;
/** Of the weights after so many of the last rounds the means are taken. */
const AVERAGED = 8;
/** One model for each, of which the mean is taken. */
const SEEDS = [20_261_128, 20_261_129, 20_261_130];
/** How often a token is judged without the word itself. */
const WORDLESS = 0.12;
/** The share of the identifiers' tokens that may be passed over without a closer look. */
const PASSED_OVER = 0.018;
/** By how much less, in the units of the file, a token must be worth it where the weights are used: texts say less than those that were learnt from. */
const LOOSER = 10;

const inventories = readInventories();
const lists = {
  filters: filterWords(inventories).map(buildFilter),
  placePairs: buildHashFilter(placePairs(inventories)),
  classes: wordClasses(),
  clusters: wordClusters(),
};
const lessonOf = lessonMaker(lists);
const sources = readSources(process.argv[2]);
const began = performance.now();
const say = (line: string) => process.stdout.write(`${line}, ${Math.round((performance.now() - began) / 1000)} s\n`);

const tags = chooseFeatures(function* () {
  for (const document of documentsOf(sources)) yield lessonOf(document);
});
say(`${tags.filter((tag) => tag > 0).length} features`);

/** Learns once, in an order and from variants that the seed draws. */
function learn(seed: number): ModelSource {
  const random = new Random(seed);
  const skip = () => random.chance(WORDLESS);
  function* lessons(): Generator<Lesson> {
    for (const text of epochTexts(sources, { random, inventories })) yield lessonOf(text);
  }
  const field = new ConditionalRandomField(tags);
  const glance = new Glance(field);
  for (let round = 1; round <= GLANCES; round++) {
    for (const lesson of lessons()) glance.learn(lesson, skip);
    say(`glance ${round} of ${GLANCES}`);
  }
  const { threshold, above } = glance.threshold(lessons(), PASSED_OVER);
  say(`${(100 * above).toFixed(1)} % of the tokens are looked at closely`);
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    let [loss, tokens] = [0, 0];
    for (const lesson of lessons()) {
      const learnt = field.learn(lesson, { looks: glance.sums(lesson), threshold, skip });
      loss += learnt.loss;
      tokens += learnt.tokens;
    }
    if (epoch > EPOCHS - AVERAGED) field.keep();
    say(`epoch ${epoch} of ${EPOCHS}: ${tokens} tokens, loss ${(loss / tokens).toFixed(4)} a token`);
  }
  field.average();
  return writeModel(field, { ...lists, threshold });
}

const model = averageModels(SEEDS.map(learn));
const source = { ...model, threshold: model.threshold - LOOSER };
writeFileSync(join(import.meta.dirname, '../src/tagger/model.json'), `${JSON.stringify(source)}\n`);
