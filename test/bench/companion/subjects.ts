import type { Stage } from '../servers/open-stage.ts';
import { guardedHeaders, plainHeaders } from '../servers/portkey-config.ts';
import type { Portkey } from '../servers/start-portkey.ts';
import type { Subject } from './subject.ts';

/** The companion, with everything on. */
export function sallyport({ ours }: Stage): Subject {
  return {
    name: 'sallyport',
    destination: async () => ({ url: ours.url, grant: await ours.grant() }),
    cpu: () => ours.process.ask('cpu'),
  };
}

/** Portkey, passing calls on. */
export function portkeyPlain({ stubUrl }: Stage, { url, process }: Portkey): Subject {
  const destination = { url, headers: plainHeaders(stubUrl) };
  return { name: 'portkey', destination: async () => destination, cpu: () => process.ask('cpu') };
}

/** Portkey with one regex guard. */
export function portkeyGuarded({ stubUrl }: Stage, { url, process }: Portkey): Subject {
  const destination = { url, headers: guardedHeaders(stubUrl) };
  return { name: 'portkey, one guard', destination: async () => destination, cpu: () => process.ask('cpu') };
}

/** Nothing in between: the provider's stand-in itself. */
export function stubAlone({ stubUrl }: Stage): Subject {
  return { name: 'stub, called directly', destination: async () => ({ url: stubUrl }) };
}
