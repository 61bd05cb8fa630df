import { Writable } from 'node:stream';
import { runCli } from 'sallyport';
import { beforeAll, describe, expect, it } from 'vitest';
import { readDeploy } from './deploy-folder.ts';

let unit: ReadonlyMap<string, string>;
beforeAll(async () => {
  const lines = (await readDeploy('systemd/sallyport-witness.service'))
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));
  unit = new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
});

describe('sallyport-witness.service', () => {
  it('runs a command that the program understands', async () => {
    const [program, ...args] = (unit.get('ExecStart') ?? '').replace('$LOG_KEYS', 'no-key').split(' ');
    expect(program).toBe('/opt/sallyport/bin/sallyport.js');
    let words = '';
    const stderr = new Writable({
      write: (chunk, _, done) => {
        words += String(chunk);
        done();
      },
    });
    // The options are understood; the key is none.
    expect(await runCli(args, { stdin: process.stdin, stdout: stderr, stderr })).toBe(1);
    expect(words).toContain('--log: The configuration is not valid. (config_invalid)');
  });

  it('keeps its state in the folder it runs with, for nobody else, and does not restart over a fault in it', () => {
    expect(unit.get('ExecStart')).toContain(`--dir /var/lib/${unit.get('StateDirectory')} `);
    expect(Object.fromEntries(unit)).toMatchObject({
      DynamicUser: 'yes',
      StateDirectoryMode: '0700',
      LimitCORE: '0',
      ProtectSystem: 'strict',
      NoNewPrivileges: 'yes',
      RestartPreventExitStatus: '1',
    });
  });
});
