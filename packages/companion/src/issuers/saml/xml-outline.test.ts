import { describe, expect, it } from 'vitest';
import { xmlOutline } from './xml-outline.ts';

describe('xmlOutline', () => {
  it('lists elements with depth, parent, attributes and where their content begins', () => {
    const text = ` <a:R x="1" y='>'>t<b/><c d:e = "&lt;2" >u</c\n></a:R> `;
    expect(xmlOutline(text)).toEqual([
      {
        name: 'R',
        depth: 0,
        parent: -1,
        attributes: [
          ['x', '1'],
          ['y', '>'],
        ],
        contentAt: text.indexOf('t<b'),
      },
      { name: 'b', depth: 1, parent: 0, attributes: [], contentAt: text.indexOf('<c') },
      { name: 'c', depth: 1, parent: 0, attributes: [['d:e', '&lt;2']], contentAt: text.indexOf('u</c') },
    ]);
    expect(xmlOutline('<a>&amp;&lt;&gt;&quot;&apos;&#10;&#xA;</a>')).toHaveLength(1);
  });

  it.each([
    '',
    'text',
    'text<a/>',
    '<a/>text',
    '<a/><b/>',
    '<a>',
    '</a>',
    '<a></b>',
    '<a><b></a></b>',
    '<a></a x="1">',
    '<a x>',
    '<a x=1/>',
    '<a x="1"y="2"/>',
    '<a x="<"/>',
    '<a x="1/>',
    '< a/>',
    '<a',
    '<!DOCTYPE a><a/>',
    '<a><!-- c --></a>',
    '<a><![CDATA[c]]></a>',
    '<a><?p i?></a>',
    '<?xml version="1.0"?><a/>',
    '<a>&b;</a>',
    '<a>&</a>',
    '<a>&#x1234567;</a>',
    '<a x="&b;"/>',
    `${'<a>'.repeat(33)}${'</a>'.repeat(33)}`,
    `<a>${'<b/>'.repeat(2000)}</a>`,
  ])('refuses %.40s', (text) => {
    expect(() => xmlOutline(text)).toThrow(expect.objectContaining({ code: 'assertion_invalid' }));
  });

  it('takes 32 levels and 2,000 elements', () => {
    expect(xmlOutline(`${'<a>'.repeat(32)}${'</a>'.repeat(32)}`)).toHaveLength(32);
    expect(xmlOutline(`<a>${'<b/>'.repeat(1999)}</a>`)).toHaveLength(2000);
  });
});
