// Of U+00A0 to U+00FF, in order: HTML 4.01, section 24.2.1.
const LATIN = `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute
micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil
Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute
Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute
icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml`;

const OTHERS = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", commat: '@', period: '.', comma: ',', colon: ':', semi: ';' },
  ...{
    num: '#',
    lpar: '(',
    rpar: ')',
    plus: '+',
    equals: '=',
    sol: '/',
    bsol: '\\',
    lowbar: '_',
    percnt: '%',
    excl: '!',
  },
  ...{ Tab: '\t', NewLine: '\n', hyphen: '-', dash: '-', ndash: '-', mdash: '-', minus: '-', lsquo: "'", rsquo: "'" },
  ...{ ldquo: '"', rdquo: '"', bull: '\u2022', hellip: '\u2026', ensp: ' ', emsp: ' ', thinsp: ' ', numsp: ' ' },
  ...{ zwnj: '\u200C', zwj: '\u200D', lrm: '\u200E', rlm: '\u200F', ZeroWidthSpace: '\u200B' },
  ...{ Scaron: '\u0160', scaron: '\u0161', OElig: '\u0152', oelig: '\u0153', Yuml: '\u0178' },
};

/** What the common named character references stand for, by name: https://html.spec.whatwg.org/#named-character-references */
export const ENTITY_NAMES: ReadonlyMap<string, string> = new Map([
  ...LATIN.split(/\s+/).map((name, index): [string, string] => [name, String.fromCharCode(0xa0 + index)]),
  ...Object.entries(OTHERS),
]);
