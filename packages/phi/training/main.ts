// `npm run train -- [CORPORA]`: learns the tagger's weights anew and writes them to `src/tagger/model.ts`; the same each time. CORPORA is a
// folder of permitted corpora; without it, only the authored texts are learnt from.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFilter, filterWords } from './build-filters.ts';
import { ConditionalRandomField } from './crf.ts';
import { epochTexts, readSources } from './epoch-texts.ts';
import { readInventories } from './inventories.ts';
import { lessonOf } from './lesson.ts';
import { Random } from './random.ts';
import { trainingEyes } from './training-eyes.ts';
import { writeModel } from './write-model.ts';

const EPOCHS = 16;
const SEED = 20_261_128;
/** How often a token is judged without the word itself. */
const WORDLESS = 0.12;

const random = new Random(SEED);
const inventories = readInventories();
const filters = filterWords(inventories).map(buildFilter);
const eyes = trainingEyes(filters);
const sources = readSources(process.argv[2]);
const field = new ConditionalRandomField();
const began = performance.now();
for (let epoch = 1; epoch <= EPOCHS; epoch++) {
  const texts = epochTexts(sources, { random, inventories });
  let [loss, tokens] = [0, 0];
  for (const text of texts) {
    const lesson = lessonOf(text, eyes);
    loss += field.learn(lesson, () => random.chance(WORDLESS));
    tokens += lesson.labels.length;
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(
    `epoch ${epoch} of ${EPOCHS}: ${texts.length} texts, ${tokens} tokens, loss ${(loss / tokens).toFixed(4)} a token, ${seconds} s\n`,
  );
}
writeFileSync(join(import.meta.dirname, '../src/tagger/model.ts'), writeModel(field, filters));
