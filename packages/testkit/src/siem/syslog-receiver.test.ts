import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { selfSigned } from '../certificate/self-signed.ts';
import { OctetFrames } from './octet-frames.ts';
import { readSyslog } from './read-syslog.ts';
import { startSyslog } from './start-syslog.ts';

const octets = (text: string) => Buffer.from(text, 'utf8');

describe('the reader of octet counting', () => {
  it('takes a stream apart, wherever it is cut', () => {
    const stream = octets('5 <1>1 14 <34>1 - - äö3 abc');
    for (let at = 0; at <= stream.length; at++) {
      const frames = new OctetFrames();
      const found = [...frames.push(stream.subarray(0, at)), ...frames.push(stream.subarray(at))];
      expect(found.map(String)).toEqual(['<1>1 ', '<34>1 - - äö', 'abc']);
    }
  });

  it.each(['05 <1>1 ', '0 ', '-1 a', 'five <1>1', '5<1>1 a', '123456789 a', '5\n<1>1 '])(
    'reads nothing of %j',
    (text) => {
      const frames = new OctetFrames();
      expect([frames.push(octets(text)), frames.broken]).toEqual([[], true]);
      expect(frames.push(octets('1 a'))).toEqual([]);
    },
  );
});

describe('the reader of RFC 5424', () => {
  it('reads the examples of the RFC', () => {
    expect(
      readSyslog(
        octets("<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - 'su root' failed on /dev/pts/8"),
      ),
    ).toMatchObject({
      ...{ facility: 4, severity: 2, hostname: 'mymachine.example.com', appName: 'su', msgId: 'ID47', data: {} },
      text: "'su root' failed on /dev/pts/8",
    });
    const two =
      '[exampleSDID@32473 iut="3" eventSource="Application" eventID="1011"][examplePriority@32473 class="high"]';
    expect(
      readSyslog(octets(`<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 evntslog - ID47 ${two}`)),
    ).toMatchObject({
      ...{ facility: 20, severity: 5, marked: false },
      data: { 'exampleSDID@32473': { iut: '3', eventID: '1011' }, 'examplePriority@32473': { class: 'high' } },
    });
  });

  const header = '<86>1 2026-11-18T11:06:40.130Z host app - kind';
  it.each([
    ['no header', '<86>2 - - - - - -'],
    ['no header', '<086>1 - - - - - -'],
    ['no header', '<86>1 - host app - -'],
    ['no header', `<86>1 - ${'x'.repeat(256)} app - kind -`],
    ['no header', '<86>1 - hóst app - kind -'],
    ['no header', `<86>1 - host app - ${'k'.repeat(33)} -`],
    ['a priority above 191', '<192>1 - host app - kind -'],
    ['no timestamp', '<86>1 2026-11-18t11:06:40Z host app - kind -'],
    ['no timestamp', '<86>1 2026-02-30T11:06:40Z host app - kind -'],
    ['no timestamp', '<86>1 2026-11-18T24:06:40Z host app - kind -'],
    ['no timestamp', '<86>1 2026-11-18T11:06:40.1300000Z host app - kind -'],
    ['no structured data', `${header} text`],
    ['the name of an element', `${header} [own a="b"]`],
    ['the name of an element', `${header} [a=b@1 a="b"]`],
    ['a parameter of a registered element', `${header} [origin colour="red"]`],
    ['a parameter of a registered element', `${header} [origin software="${'x'.repeat(49)}"]`],
    ['an element that is there twice', `${header} [a@1][a@1]`],
    ['a parameter that is there twice', `${header} [a@1 b="c" b="d"]`],
    ['a bracket that is not escaped', `${header} [a@1 b="c]d"]`],
    ['a backslash that is not escaped', `${header} [a@1 b="c\\d"]`],
    ['a value without an end', `${header} [a@1 b="c`],
    ['an element without an end', `${header} [a@1 b="c"`],
    ['an element without an end', `${header} [a@1 b="c"d]`],
    ['structured data without an end', `${header} [a@1]text`],
    ['a control character', `${header} - a\nb`],
    ['a control character', `${header} [a@1 b="\u0085"]`],
    ['a text that is more than ASCII, without a byte order mark', `${header} - ä`],
    ['a byte order mark before ASCII', `${header} - \u{FEFF}a`],
  ])('says %s of %j', (fault, message) => {
    expect(readSyslog(octets(message))).toBe(fault);
  });

  it('says of what is no UTF-8 that it is none', () => {
    expect(readSyslog(Buffer.concat([octets(`${header} - `), Buffer.from([0xc0, 0xaf])]))).toBe('no UTF-8');
  });
});

describe('the collector of syslog', () => {
  const message = '<86>1 - host app - kind - text';
  const send = async (port: number, ca: string, text: string): Promise<TLSSocket> => {
    const socket = connect({ host: '127.0.0.1', port, ca });
    socket.on('error', () => undefined).resume();
    await once(socket, 'secureConnect');
    socket.end(text);
    await once(socket, 'close');
    return socket;
  };

  it('keeps what it is sent, and says what is wrong with it', async () => {
    const collector = await startSyslog();
    const ca = collector.certificate.certificate;
    await send(collector.port, ca, `${message.length} ${message}`);
    await send(collector.port, ca, `${message.length} ${message}7 nothing9 <86>1`);
    await send(collector.port, ca, `${message}\n`);
    expect(collector.messages.map(({ text }) => text)).toEqual(['text', 'text']);
    expect(collector.faults).toEqual(['no header', 'no frame']);
    expect([collector.connections, collector.torn]).toEqual([3, 2]);
    await collector.close();
  });

  it('lets in only whom its authority vouches for, where it asks', async () => {
    const collector = await startSyslog({ clientAuthority: (await selfSigned()).certificate });
    await send(collector.port, collector.certificate.certificate, `${message.length} ${message}`).catch(
      () => undefined,
    );
    expect(collector.messages).toEqual([]);
    await collector.close();
  });
});
