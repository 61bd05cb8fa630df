import { answerMetadata } from './answer-metadata.ts';
import { answerProduce } from './answer-produce.ts';
import { KAFKA_APIS, type KafkaApi, kafkaApiOf } from './kafka-apis.ts';
import type { KafkaCluster, KafkaTrouble } from './kafka-cluster.ts';
import { KAFKA_ERRORS, KafkaFault } from './kafka-fault.ts';
import { KafkaReader } from './kafka-reader.ts';
import { type KafkaSasl, type SaslExchange, saslExchange } from './kafka-sasl.ts';
import { KafkaWriter } from './kafka-writer.ts';

/** What a broker says to a request. */
export interface KafkaReply {
  readonly api: KafkaApi;
  readonly version: number;
  /** What it sends; nothing where the connection ends without a word. */
  readonly frame?: Buffer;
  /** Milliseconds until it is sent. */
  readonly afterMs?: number;
  /** Whether the connection ends then. */
  readonly last: boolean;
}

interface Call {
  readonly reader: KafkaReader;
  readonly version: number;
  readonly flexible: boolean;
}

type Said = { readonly body?: Buffer; readonly afterMs?: number; readonly last?: boolean };

/** One connection to a node: its requests, one after the other, and how far it has come in proving who is there. */
export class KafkaConnection {
  readonly #cluster: KafkaCluster;
  readonly #node: number;
  #exchange: SaslExchange | undefined;
  #trusted: boolean;

  constructor(cluster: KafkaCluster, node: number) {
    this.#cluster = cluster;
    this.#node = node;
    this.#trusted = cluster.sasl === undefined;
  }

  /** Answers a request, without the length before it. Raises `KafkaFault` for what is none. */
  answer(request: Buffer): KafkaReply {
    const reader = new KafkaReader(request);
    const [key, version, correlation] = [reader.int16(), reader.int16(), reader.int32()];
    const api = kafkaApiOf(key);
    if (api === undefined) throw new KafkaFault(`no request has the key ${key}`);
    const { least, most, flexible: since } = KAFKA_APIS[api];
    const flexible = version >= since;
    reader.nullableString(false);
    if (version < least || version > most) {
      if (api !== 'apiVersions') throw new KafkaFault(`${api} has no version ${version}`);
      const old = this.#versions({ version: 0, flexible: false }, KAFKA_ERRORS.unsupportedVersion);
      return { api, version, frame: framed(correlation, old), last: false };
    }
    reader.tags(flexible);
    const { body, afterMs, last = false } = this.#say(api, { reader, version, flexible });
    if (body === undefined) return { api, version, last };
    // KIP-511: this one answer has the old header always.
    const header = new KafkaWriter().tags(flexible && api !== 'apiVersions').bytes;
    const frame = framed(correlation, Buffer.concat([header, body]));
    return { api, version, frame, last, ...(afterMs === undefined ? {} : { afterMs }) };
  }

  #say(api: KafkaApi, call: Call): Said {
    if (api === 'apiVersions') {
      readApiVersions(call);
      return { body: this.#versions(call, KAFKA_ERRORS.none) };
    }
    if (api === 'saslHandshake') return this.#handshake(call);
    if (api === 'saslAuthenticate') return this.#authenticate(call);
    if (!this.#trusted) throw new KafkaFault(`${api} before it is known who asks`);
    if (api === 'metadata') return { body: answerMetadata(this.#cluster, call) };
    if (api === 'produce') return this.#produce(call);
    if (api === 'initProducerId') return { body: this.#initProducer(call) };
    throw new KafkaFault('nothing is fetched from here');
  }

  #versions({ version, flexible }: Pick<Call, 'version' | 'flexible'>, error: number): Buffer {
    const out = new KafkaWriter().int16(error);
    out.array(Object.values(KAFKA_APIS), flexible, ({ key, least, most }) =>
      out.int16(key).int16(least).int16(most).tags(flexible),
    );
    if (version >= 1) out.int32(0);
    return out.tags(flexible).bytes;
  }

  #produce(call: Call): Said {
    const trouble: KafkaTrouble | undefined = this.#cluster.trouble();
    if (trouble?.kind === 'drop' && trouble.when === 'before') return { last: true };
    const body = answerProduce(this.#cluster, { ...call, node: this.#node }, trouble);
    if (trouble?.kind === 'drop') return { last: true };
    return trouble?.kind === 'slow' ? { body, afterMs: trouble.ms } : { body };
  }

  #initProducer({ reader, version, flexible }: Call): Buffer {
    if (reader.nullableString(flexible) !== null) throw new KafkaFault('transactions are for another broker');
    reader.int32();
    const [id, epoch] = version >= 3 ? [reader.int64(), reader.int16()] : [-1n, -1];
    reader.tags(flexible);
    reader.end();
    const error = this.#producerError(id, epoch);
    const producer = error === KAFKA_ERRORS.none ? this.#cluster.log.nextProducer() : -1n;
    return new KafkaWriter()
      .int32(0)
      .int16(error)
      .int64(producer)
      .int16(producer < 0n ? -1 : 0)
      .tags(flexible).bytes;
  }

  /** KIP-360: the id and the epoch are both there, or neither is. Stricter than Apache Kafka: whoever has no id yet names none, as librdkafka's mock wants it. */
  #producerError(id: bigint, epoch: number): number {
    if ((id === -1n) !== (epoch === -1)) return KAFKA_ERRORS.invalidRequest;
    if (id !== -1n && !this.#cluster.log.isProducer(id)) return KAFKA_ERRORS.unknownProducerId;
    return this.#cluster.denied.has('idempotent write') ? KAFKA_ERRORS.clusterAuthorizationFailed : KAFKA_ERRORS.none;
  }

  #handshake({ reader, version }: Call): Said {
    const { sasl } = this.#cluster;
    const asked = reader.string(false);
    reader.end();
    if (version < 1) throw new KafkaFault('SASL without its frames is not spoken any more');
    const mechanism = sasl?.mechanisms.find((one) => one === asked);
    if (sasl !== undefined && mechanism !== undefined) this.#exchange = saslExchange(mechanism, sasl);
    const error = sasl === undefined ? KAFKA_ERRORS.illegalSaslState : KAFKA_ERRORS.unsupportedSaslMechanism;
    return { body: handshakeBody(sasl, mechanism === undefined ? error : 0), last: mechanism === undefined };
  }

  #authenticate({ reader, version, flexible }: Call): Said {
    const message = reader.bytes(flexible);
    reader.tags(flexible);
    reader.end();
    const step = this.#exchange?.(message);
    if (step === undefined || step.done) this.#exchange = undefined;
    if (step?.done) this.#trusted = true;
    const out = new KafkaWriter().int16(step === undefined ? KAFKA_ERRORS.saslAuthenticationFailed : 0);
    out.nullableString(step === undefined ? 'Authentication failed.' : null, flexible);
    out.lengthBytes(step?.answer ?? Buffer.alloc(0), flexible);
    if (version >= 1) out.int64(0n);
    return { body: out.tags(flexible).bytes, last: step === undefined };
  }
}

/** KIP-511: brokers refuse names of clients that are none. */
function readApiVersions({ reader, flexible }: Call): void {
  const names = flexible ? [reader.string(true), reader.string(true)] : [];
  if (!names.every((name) => /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/.test(name))) {
    throw new KafkaFault('a client has no name, or no version');
  }
  reader.tags(flexible);
  reader.end();
}

function handshakeBody(sasl: KafkaSasl | undefined, error: number): Buffer {
  const out = new KafkaWriter().int16(error);
  return out.array(sasl?.mechanisms ?? [], false, (one) => out.string(one, false)).bytes;
}

function framed(correlation: number, body: Buffer): Buffer {
  return new KafkaWriter()
    .int32(body.length + 4)
    .int32(correlation)
    .raw(body).bytes;
}
