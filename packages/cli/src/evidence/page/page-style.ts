import { createHash } from 'node:crypto';

/** The colours of light and dark, and of paper. */
const COLOURS = `
:root{color-scheme:light dark;--ground:#fbfbf9;--panel:#fff;--ink:#17212b;--soft:#566472;--line:#e1e3e0;--strong:#c8ccc9;
--accent:#12655f;--accent-ground:#e7f1ef;--look:#9a4a00;--look-ground:#fdf3e4;--look-line:#e8b977;--good:#1f6b45;
--s0:#eef0ee;--s1:#d3e6e2;--s2:#a9d0c9;--s3:#79b5ac;--s4:#4b968c;--s5:#24756c;--s6:#0d544d;
--completed:#2a7f78;--failed:#c2413b;--waited:#b9a2e0;--refused:#e39b3c;
--redact:#33507f;--surrogate:#4f8fcf;--tokenize:#2a9a8f;--date_shift:#8b72d0;--generalize:#77a857;--mask:#c76a9c;--block:#4a4f57;--review:#8d949c;--allow:#e08a24}
@media (prefers-color-scheme:dark){:root{--ground:#11161b;--panel:#181f26;--ink:#e6ebef;--soft:#a2afbb;--line:#2b353f;--strong:#42505d;
--accent:#6cc7bc;--accent-ground:#15302e;--look:#ffc078;--look-ground:#2f2413;--look-line:#7d5a26;--good:#7fd0a3;
--s0:#1e272f;--s1:#17403d;--s2:#1b5853;--s3:#23736c;--s4:#34928a;--s5:#55b3aa;--s6:#8ed8d0;
--completed:#3d9a91;--failed:#e2706a;--waited:#9c86cf;--refused:#d9953f;
--redact:#6f8fc7;--surrogate:#5ba3e6;--tokenize:#3fb3a7;--date_shift:#a18be0;--generalize:#8bbd6a;--mask:#d983af;--block:#aab2bb;--review:#7c858e;--allow:#f0a04b}}
`;

/** Letters, the frame of the page, and what stands in it alone. */
const FRAME = `
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1.5rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,sans-serif;
font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
.page{max-width:78rem;margin:0 auto;padding:0 1.5rem}
main{min-width:0;padding:2.75rem 0 3rem}
nav{display:none}
@media (min-width:72rem){.page{display:grid;grid-template-columns:11rem minmax(0,1fr);gap:3.5rem}
nav{display:block;position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:3rem 0 2rem;font-size:.8125rem}}
nav ol{list-style:none;margin:0;padding:0;border-left:1px solid var(--line)}
nav a{display:block;padding:.22rem 0 .22rem .9rem;margin-left:-1px;border-left:2px solid transparent;color:var(--soft);text-decoration:none}
nav a:hover,nav a:focus-visible{color:var(--accent);border-color:var(--accent)}
a{color:var(--accent)}
a:focus-visible,.wide:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:.2rem}
h1{font-size:clamp(1.75rem,4.2vw,2.6rem);line-height:1.12;letter-spacing:-.022em;font-weight:650;margin:.35rem 0 .5rem;text-wrap:balance}
h1 .to{color:var(--soft);font-weight:400}
h2{font-size:1.375rem;line-height:1.25;letter-spacing:-.012em;font-weight:650;margin:0 0 .9rem;text-wrap:balance}
h3{font-size:1.0625rem;line-height:1.3;margin:1.75rem 0 .4rem}
h4{font-size:.75rem;letter-spacing:.07em;text-transform:uppercase;margin:0 0 .5rem;color:var(--soft);font-weight:650}
section{margin-top:3.5rem}
p{margin:.5rem 0;max-width:44rem}
small{display:block;color:var(--soft);font-size:.8125rem;font-weight:400;line-height:1.4}
code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
bdi{overflow-wrap:anywhere}
.soft{color:var(--soft)}
.kicker{margin:0;color:var(--accent);font-size:.8125rem;font-weight:650;letter-spacing:.06em;text-transform:uppercase}
.lead{font-size:1.0625rem;color:var(--soft);margin:0 0 1.75rem}
.note{border:1px solid var(--line);border-left:.25rem solid var(--accent);background:var(--panel);border-radius:.3rem;padding:.7rem 1rem;margin:1.25rem 0;max-width:none;font-size:.9375rem}
.warn{border-color:var(--look-line);background:var(--look-ground);color:var(--ink)}
footer{border-top:1px solid var(--line);max-width:78rem;margin:0 auto;padding:1.25rem 1.5rem 3rem;color:var(--soft);font-size:.875rem}
footer p{max-width:none}
`;

/** Numbers and lists. */
const PIECES = `
dl{margin:0}dd{margin:0}
.about{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,12rem),1fr));gap:1rem 2rem;border-top:1px solid var(--line);padding-top:1rem;font-size:.9375rem}
.about dt{color:var(--soft);font-size:.8125rem}
.about dd{overflow-wrap:anywhere}
.story{font-size:1.25rem;line-height:1.5;max-width:50rem;margin:0 0 1.5rem;letter-spacing:-.006em}
.cards{display:grid;grid-template-columns:repeat(4,1fr);gap:.75rem}
.card{background:var(--panel);border:1px solid var(--line);border-radius:.6rem;padding:.9rem 1rem .8rem}
.card dt{color:var(--soft);font-size:.8125rem}
.card dd{font-size:1.875rem;line-height:1.15;font-weight:650;letter-spacing:-.02em;margin-top:.15rem}
.card small{letter-spacing:0;margin-top:.3rem}
.card.look{background:var(--look-ground);border-color:var(--look-line)}
.card.look dd{color:var(--look)}.card.look small,.card.look dt{color:var(--ink)}
.card.good dd{color:var(--good)}.card.good small{color:var(--soft)}
b.look{color:var(--look)}
.points{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));gap:0 2rem}
.points a{display:grid;grid-template-columns:4.25rem 1fr;gap:.75rem;align-items:baseline;color:inherit;text-decoration:none;padding:.5rem 0;border-bottom:1px solid var(--line)}
.points b{text-align:right;font-size:1.125rem;color:var(--look)}
.points a:hover span,.points a:focus-visible span{text-decoration:underline;text-underline-offset:.2em}
.none{color:var(--soft);margin-top:1rem;max-width:none}.none strong{color:var(--good);font-weight:600}
.strip{display:grid;grid-template-columns:repeat(auto-fill,minmax(8rem,1fr));gap:.6rem 1.25rem;margin:0 0 1.25rem}
.strip dt{color:var(--soft);font-size:.8125rem}.strip dd{font-size:1.25rem;font-weight:600;letter-spacing:-.01em}
.kinds{columns:14rem;column-gap:2.5rem;font-size:.9375rem}.kinds div{display:flex;justify-content:space-between;gap:1rem;padding:.25rem 0;border-bottom:1px solid var(--line);break-inside:avoid}
.plain{list-style:none;margin:0;padding:0}
.tag{display:inline-block;font-size:.8125rem;line-height:1.4;padding:.05rem .5rem;border-radius:1rem;border:1px solid var(--strong);white-space:nowrap}
.t-approved,.t-used{border-color:var(--accent);color:var(--accent);background:var(--accent-ground)}
.t-rejected,.t-revoked,.t-pending{border-color:var(--look-line);color:var(--look);background:var(--look-ground)}
.fingerprint{font:1rem/1.9 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;max-width:none;overflow-wrap:anywhere}
.fingerprint span{display:inline-block;margin-right:.6rem;letter-spacing:.04em}
.verify{background:var(--panel);border:1px solid var(--line);border-radius:.6rem;padding:1.1rem 1.4rem 1.3rem}
pre{background:var(--ground);border:1px solid var(--line);border-radius:.4rem;padding:.7rem .9rem;margin:.9rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
`;

/** Tables and pictures. */
const FIGURES = `
.wide{overflow-x:auto;margin:1rem 0}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:0 2.5rem}
.pair .wide{min-width:0}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
caption{text-align:left;color:var(--soft);font-size:.8125rem;padding-bottom:.45rem;position:sticky;left:0;max-width:calc(100vw - 3rem)}
th,td{text-align:left;vertical-align:top;padding:.5rem 1.1rem .5rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{font-size:.8125rem;color:var(--soft);font-weight:600;border-bottom-color:var(--strong);white-space:nowrap}
tbody th{font-weight:600;min-width:9rem}
tbody tr:hover{background:color-mix(in srgb,var(--accent) 5%,transparent)}
td time,th time{white-space:nowrap}
.n{text-align:right;white-space:nowrap}
.who{font-weight:600}
td .who{font-weight:400}
.bar{width:34%;min-width:9rem}
.bar svg{margin-top:.3rem}
.person{min-width:13rem}.what{min-width:12rem}.short{min-width:6.75rem}.plain li+li{margin-top:.35rem}
.bar svg{display:block;width:100%;height:.875rem}
figure{margin:1rem 0 2rem}
figcaption{color:var(--soft);font-size:.8125rem}
figure svg{display:block;width:100%}
.days{min-width:36rem}.heat{min-width:36rem}
svg text{fill:var(--soft);font:11px system-ui,-apple-system,Segoe UI,Roboto,sans-serif}
.end{text-anchor:end}.middle{text-anchor:middle}
svg line{stroke:var(--line)}svg .total{fill:var(--ink);font-weight:600}
.scale svg{display:inline-block;width:auto;height:.75rem;vertical-align:-.05rem;margin:0 .25rem}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;margin:.6rem 0;padding:0;font-size:.8125rem;color:var(--soft)}
.legend i{display:inline-block;width:.7rem;height:.7rem;border-radius:.15rem;margin-right:.45rem;vertical-align:-.02rem;background:var(--c)}
.safeguard{display:grid;grid-template-columns:minmax(0,15rem) minmax(0,1fr) minmax(0,1fr);gap:1.25rem 2.25rem;border-top:1px solid var(--strong);padding:1.5rem 0}
.safeguard h3{margin:.15rem 0 .5rem;font-size:1.125rem}
.safeguard .asks p{font-size:.875rem}
.safeguard .citation{color:var(--accent);font-weight:600;margin:0}
.safeguard ul{margin:0;padding:0;list-style:disc;font-size:.9375rem}
.safeguard li{padding:.25rem 0;margin-left:1.1rem;padding-left:.15rem}
.evidence li::marker{color:var(--accent)}.gaps li::marker{color:var(--look)}
.evidence h4{color:var(--accent)}.gaps h4{color:var(--look)}
.gaps li{color:var(--soft)}
@media (max-width:60rem){.safeguard{grid-template-columns:1fr 1fr}.asks{grid-column:1/-1}}
@media (max-width:38rem){.page{padding:0 1rem}main{padding-top:1.5rem}section{margin-top:2.5rem}.safeguard{grid-template-columns:1fr}.story{font-size:1.0625rem}
.cards{grid-template-columns:1fr 1fr}.card{padding:.7rem .8rem}.card dd{font-size:1.5rem}.points a{grid-template-columns:3.25rem 1fr}th,td{padding-right:.8rem}footer{padding:1rem 1rem 2rem}}
`;

/** On paper: light, no navigation, nothing cut. */
const PAPER = `
@page{margin:16mm 14mm}
@media print{:root{color-scheme:light;--ground:#fff;--panel:#fff;--ink:#000;--soft:#3c444c;--line:#c9cdca;--strong:#8d9490;--accent:#0d544d;--accent-ground:#fff;
--look:#7a3a00;--look-ground:#fff;--look-line:#a9752d;--good:#14502f;
--s0:#eef0ee;--s1:#d3e6e2;--s2:#a9d0c9;--s3:#79b5ac;--s4:#4b968c;--s5:#24756c;--s6:#0d544d;
--completed:#2a7f78;--failed:#c2413b;--waited:#b9a2e0;--refused:#e39b3c;
--redact:#33507f;--surrogate:#4f8fcf;--tokenize:#2a9a8f;--date_shift:#8b72d0;--generalize:#77a857;--mask:#c76a9c;--block:#4a4f57;--review:#8d949c;--allow:#e08a24}
body{font-size:9.5pt}.page{display:block;max-width:none;padding:0}nav{display:none}main{padding:0}section{margin-top:2rem}
.wide{overflow:visible}.days,.heat,.bar,.person,.what,.short,tbody th{min-width:0}caption{position:static}thead{display:table-header-group}
tr,figure,.card,.note,.verify,.safeguard,.points li{break-inside:avoid}h2,h3,h4,caption{break-after:avoid}
.cards{grid-template-columns:repeat(4,1fr)}.safeguard{grid-template-columns:11rem 1fr 1fr}.asks{grid-column:auto}
th,td{padding:.3rem .7rem .3rem 0;white-space:normal}table{font-size:8.5pt}.who,bdi{overflow-wrap:anywhere}
svg rect,.legend i,.card,.tag{-webkit-print-color-adjust:exact;print-color-adjust:exact}
footer{padding:1rem 0 0}}
`;

const PARTS = ['completed', 'failed', 'waited', 'refused'];
const OPERATORS = ['redact', 'surrogate', 'tokenize', 'date_shift', 'generalize', 'mask', 'block', 'review', 'allow'];
const SHADES = ['s0', 's1', 's2', 's3', 's4', 's5', 's6'];

/** What is painted in a colour of its own. */
const PAINTED = [
  ...PARTS.map((part) => `.p-${part}{--c:var(--${part});fill:var(--c)}`),
  ...OPERATORS.map((operator) => `.o-${operator}{--c:var(--${operator});fill:var(--c)}`),
  ...SHADES.map((shade) => `.${shade}{fill:var(--${shade})}`),
].join('\n');

/** The page's whole style: light and dark after the reader's setting, narrow screens, and paper. Nothing in it needs escaping in a `style` element. */
export const PAGE_STYLE = [COLOURS, FRAME, PIECES, FIGURES, PAINTED, PAPER].join('');

/** What the page's content security policy allows: this one style, by its hash, and nothing else (CSP Level 3, §2.3.1). */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
