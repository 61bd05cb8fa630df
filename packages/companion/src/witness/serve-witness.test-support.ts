import { Writable } from 'node:stream';
import { createLog } from '../log/index.ts';
import { startWitness } from './start-witness.ts';

/** For tests, in a process of its own: a witness in a folder, of a log, which says where it listens and its key, until it is killed. */
const [folder = '', key = ''] = process.argv.slice(2);
const log = createLog({ stream: new Writable({ write: (_chunk, _encoding, done) => done() }) });
const listen = { host: '127.0.0.1', port: 0 };
const { url, verifierKey } = await startWitness({ folder, listen, logs: [key], log });
process.stdout.write(`${url} ${verifierKey}\n`);
