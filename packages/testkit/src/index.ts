export type { MessageAsked, MessageReply, SaidBlock } from './anthropic/message-reply.ts';
export { type AnthropicStandIn, startAnthropic } from './anthropic/start-anthropic.ts';
export type { BedrockReply } from './bedrock/answers.ts';
export { type Bedrock, type BedrockFault, type BedrockOptions, startBedrock } from './bedrock/start-bedrock.ts';
export { type BedrockKeys, signatureFault } from './bedrock/verify-signature.ts';
export type { ObjectRetention, ObjectVersion, RetentionMode } from './bucket/kept-objects.ts';
export { type Bucket, type BucketOptions, type BucketTrouble, startBucket } from './bucket/start-bucket.ts';
export { type SelfSigned, selfSigned } from './certificate/self-signed.ts';
export type { CloudRequest } from './clouds/cloud.ts';
export { type CloudSettings, type Clouds, type CloudsOptions, startClouds } from './clouds/start-clouds.ts';
export { type IssuerSite, startIssuerSite } from './clouds/start-issuer-site.ts';
export type { StandInAnswer } from './companion/stand-in-answer.ts';
export type { SliceDraft } from './companion/stand-in-policy.ts';
export type { ReceiptDraft } from './companion/stand-in-receipts.ts';
export {
  type CompanionStandIn,
  type CompanionStandInOptions,
  startCompanionStandIn,
} from './companion/start-companion-stand-in.ts';
export { type MarkedDocument, type MarkedSpan, readMarked } from './corpus/read-marked.ts';
export { type MarkedFile, readMarkedFolder } from './corpus/read-marked-folder.ts';
export { embedText } from './embed-text.ts';
export { freePort } from './free-port.ts';
export { type Graph, type GraphOptions, startGraph } from './graph/start-graph.ts';
export type { IssuedToken, TokenOptions } from './identity-provider/issue-token.ts';
export { type SignedIn, signIn } from './identity-provider/sign-in.ts';
export {
  type IdentityProvider,
  type IdentityProviderOptions,
  startIdentityProvider,
} from './identity-provider/start-identity-provider.ts';
export type { TestClient } from './identity-provider/test-client.ts';
export type { TestUser } from './identity-provider/test-user.ts';
export { type JsonEndpoint, startJsonEndpoint } from './json-endpoint/start-json-endpoint.ts';
export type { KmsMood, KmsService } from './kms/serve-kms.ts';
export { type AwsKms, startAwsKms } from './kms/start-aws-kms.ts';
export { type AzureKeyVault, startAzureKeyVault } from './kms/start-azure-key-vault.ts';
export { type GcpKms, startGcpKms } from './kms/start-gcp-kms.ts';
export { type Mirror, type MirrorAnswer, type MirrorOptions, startMirror } from './mirror/start-mirror.ts';
export {
  type Slack,
  type SlackDoing,
  type SlackMessage,
  type SlackPosting,
  startSlack,
} from './notices/start-slack.ts';
export { type ReceivedMail, type Smtp, type SmtpOptions, startSmtp } from './notices/start-smtp.ts';
export { type AdaptiveCard, startTeams, type Teams } from './notices/start-teams.ts';
export { startWebhookReceiver, type WebhookReceiver } from './notices/start-webhook-receiver.ts';
export { webhookFault } from './notices/webhook-fault.ts';
export { loadEmbeddedPostgres } from './postgres/load-embedded-postgres.ts';
export { type Postgres, startPostgres } from './postgres/start-postgres.ts';
export type { AssistantMessage } from './provider/assistant-message.ts';
export type { ChatReply, ChatRequest } from './provider/chat.ts';
export type { Fault } from './provider/fault.ts';
export { type FetchHandler, startFetchProvider } from './provider/start-fetch-provider.ts';
export { type Provider, type ProviderOptions, type ReceivedRequest, startProvider } from './provider/start-provider.ts';
export type { AssertionOptions } from './saml/assertion-xml.ts';
export { makeSamlProvider, type SamlProvider, type SamlProviderOptions } from './saml/make-saml-provider.ts';
export { findSentinels } from './sentinels/find-sentinels.ts';
export { makeSentinels, type Sentinel } from './sentinels/make-sentinels.ts';
export type { HecCode, HecEvent } from './siem/hec-event.ts';
export type { KafkaRight, KafkaTrouble } from './siem/kafka/kafka-cluster.ts';
export { KAFKA_ERRORS } from './siem/kafka/kafka-fault.ts';
export type { KafkaRecord } from './siem/kafka/kafka-log.ts';
export type { KafkaSasl } from './siem/kafka/kafka-sasl.ts';
export { type Kafka, type KafkaOptions, startKafka } from './siem/kafka/start-kafka.ts';
export { type CefMessage, readCef } from './siem/read-cef.ts';
export { readSyslog, type SyslogMessage } from './siem/read-syslog.ts';
export type { Columns as SentinelColumns } from './siem/sentinel/read-rows.ts';
export { type SentinelStandIn, startSentinel } from './siem/sentinel/start-sentinel.ts';
export { type EventReceiver, type ReceivedEvent, startEventReceiver } from './siem/start-event-receiver.ts';
export {
  type Splunk,
  type SplunkOptions,
  type SplunkRequest,
  startSplunk,
} from './siem/start-splunk.ts';
export { type Syslog, type SyslogOptions, type SyslogTrouble, startSyslog } from './siem/start-syslog.ts';
export type { StandIn } from './stand-in/start-stand-in.ts';
export { type Seed, seedDatabase, TEMPLATE_VARIABLE } from './template/seed-database.ts';
export { TestClock } from './test-clock.ts';
export { type SaidPart, startVertex, type VertexStandIn } from './vertex/start-vertex.ts';
