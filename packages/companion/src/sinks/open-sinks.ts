import { SallyportError } from '@sallyport/core';
import type { SinkConfig } from '../config/index.ts';
import { fileSink } from './file/file-sink.ts';
import { kafkaSink } from './kafka/kafka-sink.ts';
import { sentinelSink } from './sentinel/sentinel-sink.ts';
import type { Sink, SinkParts } from './sink.ts';
import { splunkSink } from './splunk/splunk-sink.ts';
import { syslogSink } from './syslog/syslog-sink.ts';
import { webhookSink } from './webhook/webhook-sink.ts';

/** A sink, and where it begins. */
export interface OpenSink {
  readonly sink: Sink;
  readonly begin: SinkConfig['begin'];
}

/** Opens the configured sinks: nothing is sent, and no secret is read yet. Raises `config_invalid` where a client that one needs is not installed, or a file not to be read. */
export async function openSinks(configs: readonly SinkConfig[], parts: SinkParts): Promise<readonly OpenSink[]> {
  const opened: OpenSink[] = [];
  try {
    for (const config of configs) opened.push({ sink: await openSink(config, parts), begin: config.begin });
  } catch (cause) {
    await Promise.allSettled(opened.map(({ sink }) => sink.close()));
    throw cause;
  }
  return opened;
}

async function openSink(config: SinkConfig, parts: SinkParts): Promise<Sink> {
  const { name, file, splunk, syslog, sentinel, webhook, kafka } = config;
  if (file !== undefined) return fileSink({ ...file, name }, parts);
  if (splunk !== undefined) return splunkSink({ ...splunk, name }, parts);
  if (syslog !== undefined) return syslogSink({ ...syslog, name }, parts);
  if (sentinel !== undefined) return sentinelSink({ ...sentinel, name }, parts);
  if (webhook !== undefined) return webhookSink({ ...webhook, name }, parts);
  if (kafka !== undefined) return kafkaSink({ ...kafka, name }, parts);
  // Not reached: a configuration is checked.
  throw new SallyportError('internal');
}
