import { createHash } from 'node:crypto';
import { ENTITIES } from '@sallyport/core';

const HUES = ENTITIES.map((entity, index) => `.e-${entity}{--h:${Math.round((index * 360) / ENTITIES.length)}}`);

/** The page's whole style: light and dark after the reader's setting, narrow screens, and paper. Nothing in it needs escaping. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ground:#fff;--panel:#f5f7f9;--ink:#1b2430;--soft:#51606f;--line:#d5dce3;--bar:#2c6fb3;
--warn-ground:#fff4e0;--warn-ink:#6b3d00;--warn-line:#d98a1f;--mark:90%;--mark-ink:18%}
@media (prefers-color-scheme:dark){:root{--ground:#12171d;--panel:#1a212a;--ink:#e4e9ef;--soft:#a3b0be;--line:#33404d;
--bar:#6aa9e6;--warn-ground:#33270f;--warn-ink:#ffd9a0;--warn-line:#a8741f;--mark:24%;--mark-ink:90%}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:70rem;padding:2rem 1.25rem 4rem;background:var(--ground);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.25rem;line-height:1.3;margin:2.5rem 0 .75rem}
h3{font-size:1rem;margin:1.75rem 0 .5rem;overflow-wrap:anywhere}
p{margin:.5rem 0;max-width:46rem}
.soft{color:var(--soft)}
.note{border:1px solid var(--line);border-left:.3rem solid var(--bar);background:var(--panel);padding:.5rem .9rem;margin:1.25rem 0}
.warn{border-color:var(--warn-line);background:var(--warn-ground);color:var(--warn-ink)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:1.5rem 0 0}
.facts div{background:var(--panel);border:1px solid var(--line);border-radius:.4rem;padding:.6rem .8rem}
.facts dt{color:var(--soft);font-size:.875rem}
.facts dd{margin:0;font-size:1.375rem;font-weight:600;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}
.wide:focus-visible{outline:2px solid var(--bar);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;position:sticky;left:0;max-width:calc(100vw - 2.5rem);color:var(--soft);font-size:.875rem;padding-bottom:.4rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
thead th{font-size:.875rem;color:var(--soft);font-weight:600;border-bottom-width:2px}
tbody th{font-weight:600}
.n{text-align:right;white-space:nowrap}
.file{overflow-wrap:anywhere;min-width:9rem}
.list{min-width:12rem}
.bar{width:34%;min-width:7rem;vertical-align:middle}
.bar svg{display:block;width:100%;height:.75rem}
.bar rect{fill:var(--bar)}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.snippets{list-style:none;margin:0;padding:0}
.snippets li{border-top:1px solid var(--line);padding:.5rem 0;display:grid;grid-template-columns:5.5rem 1fr;gap:.5rem}
.snippets bdi{white-space:pre-wrap;overflow-wrap:anywhere;min-width:0}
mark{background:hsl(var(--h) 70% var(--mark));color:hsl(var(--h) 60% var(--mark-ink));border-radius:.2rem;padding:.05rem .2rem;
-webkit-box-decoration-break:clone;box-decoration-break:clone}
mark b{font-size:.75em;margin-left:.35em;letter-spacing:.02em}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.75rem}
@media (max-width:36rem){body{padding-top:1.25rem}.words{display:none}.snippets li{grid-template-columns:1fr;gap:0}}
@media print{:root{color-scheme:light;--ground:#fff;--panel:#fff;--ink:#000;--soft:#333;--line:#999;--bar:#555;
--warn-ground:#fff;--warn-ink:#000;--warn-line:#000;--mark:90%;--mark-ink:18%}
body{max-width:none;padding:0;font-size:10pt}.wide{overflow:visible}thead{display:table-header-group}
caption{position:static}tr,.snippets li,.facts div,.note{break-inside:avoid}h2,h3,caption{break-after:avoid}
.bar rect,mark{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
${HUES.join('')}
`;

/**
 * What the page's content security policy allows: this one style, by its hash, and nothing else: no script, image, font, form
 * or request (CSP Level 3, §2.3.1).
 */
export const REPORT_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(REPORT_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
