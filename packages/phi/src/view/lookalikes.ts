import { allMatches } from '../grammar/matches.ts';
import { Rewrite, type View } from './rewrite.ts';

// After the confusables of Unicode Technical Standard 39, those that pass for a Latin letter in most typefaces.
const CYRILLIC = 'аaАAвBВBсcСCԁdеeЕEһhНHнHіiІIјjЈJкkКKмMМMоoОOрpРPԛqѕsЅSтTТTυuѵvѴVԝwԜWхxХXуyУYҮYүyӏlӀIЗ3ԌGԍgЁEёeЇIїi';
const GREEK = 'αaΑAΒBΕEΖZηnΗHιiΙIκkΚKΜMΝNνvοoΟOρpΡPΤTτtυuΥYχxΧXϲcϹCϳjͿJ';
const OTHERS = 'ɑaɡgᴀAʙBᴄCᴅDᴇEꜰFɢGʜHɪIᴊJᴋKʟLᴍMɴNᴏOᴘPʀRꜱSᴛTᴜUᴠVᴡWʏYᴢZօoոnսuհhցg';
const LATIN_OF = new Map((CYRILLIC + GREEK + OTHERS).match(/../g)?.map((pair) => [pair.charAt(0), pair.charAt(1)]));
const LOOKALIKE = new RegExp(`[${[...LATIN_OF.keys()].join('')}]`, 'g');
// A word of two scripts, looked at in stretches, so that an endless one is not copied whole.
const WORD = /[\p{L}\p{M}\p{N}]{2,64}/gu;
const LATIN = /[A-Za-z]/;
const FOREIGN = /[\u0250-\u02AF\u0370-\u03FF\u0400-\u058F\u1D00-\u1D22\uA730-\uA731]/;
const SMALL_CAPITALS = /^[\u1D00-\u1D22\u0262-\u029F\uA730\uA731sSxXqQ]{3,64}$/;
const SMALL_GREEK = /[\u03B1-\u03C9]/;
const OTHER_SCRIPT = /[\u0370-\u03FF\u0400-\u058F]/;

/**
 * Writes Cyrillic, Greek and other letters that pass for Latin ones as those, in words that also have Latin letters. A word of one script
 * stays what it is. Small Greek letters are left beside capitals alone (`TNFα`).
 */
export function withoutLookalikes(text: string): View | undefined {
  const rewrite = new Rewrite(text);
  for (const { 0: word, index } of allMatches(text, WORD)) {
    if (!isDisguised(word)) continue;
    for (const { 0: letter, index: at } of allMatches(word, LOOKALIKE))
      rewrite.replace(index + at, index + at + 1, LATIN_OF.get(letter) ?? letter);
  }
  return rewrite.finish();
}

function isDisguised(word: string): boolean {
  if (!FOREIGN.test(word)) return false;
  if (SMALL_CAPITALS.test(word)) return true;
  if (!LATIN.test(word)) return false;
  return /[a-z]/.test(word) || !OTHER_SCRIPT.test(word) || !SMALL_GREEK.test(word);
}
