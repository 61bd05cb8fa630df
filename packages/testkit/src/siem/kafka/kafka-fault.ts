/** What is wrong with bytes that a Kafka client sent: a broker ends the connection of such a client. */
export class KafkaFault extends TypeError {
  override readonly name = 'KafkaFault';
}

/** Error codes of the protocol, as far as this broker gives them (https://kafka.apache.org/protocol#protocol_error_codes). */
export const KAFKA_ERRORS = Object.freeze({
  none: 0,
  corruptMessage: 2,
  unknownTopicOrPartition: 3,
  notLeaderOrFollower: 6,
  requestTimedOut: 7,
  messageTooLarge: 10,
  notEnoughReplicas: 19,
  invalidRequiredAcks: 21,
  topicAuthorizationFailed: 29,
  clusterAuthorizationFailed: 31,
  unsupportedSaslMechanism: 33,
  illegalSaslState: 34,
  unsupportedVersion: 35,
  invalidRequest: 42,
  outOfOrderSequenceNumber: 45,
  saslAuthenticationFailed: 58,
  unknownProducerId: 59,
  unsupportedCompressionType: 76,
  invalidRecord: 87,
});
