import { describe, expect, it } from 'vitest';
import { readCef } from './read-cef.ts';

const HEADER = 'CEF:0|Security|threatmanager|1.0|100|worm successfully stopped|10|';

describe('the reader of CEF', () => {
  it('reads the examples of the guide', () => {
    expect(readCef(`${HEADER}src=10.0.0.1 msg=Detected a threat.\\n No action needed.`)).toEqual({
      ...{ vendor: 'Security', product: 'threatmanager', version: '1.0', eventClass: '100' },
      ...{ name: 'worm successfully stopped', severity: 10 },
      extension: { src: '10.0.0.1', msg: 'Detected a threat.\n No action needed.' },
    });
    const pipes = 'CEF:0|security|threatmanager|1.0|100|detected a \\| in message|10|act=blocked a | src=10.0.0.1';
    expect(readCef(pipes)).toMatchObject({ name: 'detected a | in message', extension: { act: 'blocked a |' } });
    const equals = 'CEF:0|security|threatmanager|1.0|100|detected a = in message|10|act=blocked a \\= src=10.0.0.1';
    expect(readCef(equals)).toMatchObject({ name: 'detected a = in message', extension: { act: 'blocked a =' } });
    const slash = 'CEF:0|security|threatmanager|1.0|100|detected a \\\\ in packet|10|act=blocked a \\\\ src=10.0.0.1';
    expect(readCef(slash)).toMatchObject({ name: 'detected a \\ in packet', extension: { act: 'blocked a \\' } });
  });

  it.each([
    ['no header', 'CEF:1|a|b|c|d|e|5|'],
    ['no header', 'CEF:0|a|b|c|d|e|5'],
    ['no header', 'CEF:0|a\\n|b|c|d|e|5|'],
    ['an empty field of the header', 'CEF:0|a||c|d|e|5|'],
    ['no severity from 0 to 10', 'CEF:0|a|b|c|d|e|11|'],
    ['no severity from 0 to 10', 'CEF:0|a|b|c|d|e|High|'],
    ['more than one line, or a control character', `${HEADER}msg=a\nb`],
    ['no extension', `${HEADER}msg`],
    ['no extension', `${HEADER}act=a=b`],
    ['no extension', `${HEADER}act=a\\|b`],
    ['a key that is there twice', `${HEADER}act=a act=b`],
    ['no value of colour', `${HEADER}colour=red`],
    ['no value of src', `${HEADER}src=2001:db8::1`],
    ['no value of cnt', `${HEADER}cnt=2147483648`],
    ['no value of act', `${HEADER}act=${'x'.repeat(64)}`],
    ['no value of externalId', `${HEADER}externalId=${'x'.repeat(41)}`],
    ['cs1 alone', `${HEADER}cs1=a`],
    ['cn3Label alone', `${HEADER}cn3Label=a`],
  ])('says %s of %j', (fault, line) => {
    expect(readCef(line)).toBe(fault);
  });
});
