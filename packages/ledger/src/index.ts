export type { BundleEntry } from './bundle/bundle-entry.ts';
export type { BundleFile, BundleSource } from './bundle/bundle-source.ts';
export { ContextNeeds, type Needs } from './bundle/context-needs.ts';
export { encodeManifest } from './bundle/encode-manifest.ts';
export type { BundleFilter, BundleManifest } from './bundle/manifest.ts';
export { decodePlacedLeaf, encodePlacedLeaf, MAX_PLACED_LINE_BYTES } from './bundle/placed-line.ts';
export { MAX_MANIFEST_BYTES, MAX_SAMPLE, readManifest } from './bundle/read-manifest.ts';
export { Selection } from './bundle/selection.ts';
export { type BundleOptions, type BundleReport, verifyBundle } from './bundle/verify-bundle.ts';
export {
  PURGE_TYPE,
  type PurgeCertificate,
  type PurgedRecording,
  signPurgeCertificate,
  verifyPurgeCertificate,
} from './certificate/purge-certificate.ts';
export {
  type Checkpoint,
  type CheckpointFault,
  checkpointText,
  inspectCheckpoint,
  openCheckpoint,
  readCheckpoint,
  signCheckpoint,
} from './checkpoint/checkpoint.ts';
export { keepSignatures } from './checkpoint/keep-signatures.ts';
export type { NoteSigner } from './checkpoint/note-signer.ts';
export { decodeVerifierKey, encodeVerifierKey, noteKeyId, type VerifierKey } from './checkpoint/verifier-key.ts';
export { type WebCryptoNoteSigner, webCryptoNoteSigner } from './checkpoint/web-crypto-note-signer.ts';
export { type Cosignature, checkCosignatures } from './cosignature/check-cosignatures.ts';
export { type Cosigning, cosign } from './cosignature/cosign.ts';
export { webCryptoWitnessSigner } from './cosignature/web-crypto-witness-signer.ts';
export { decodeWitnessKey, encodeWitnessKey, type WitnessKey, witnessKeyId } from './cosignature/witness-key.ts';
export { encodeEvent } from './event/encode-event.ts';
export { type EventKeys, importEventKeys, readEventKey } from './event/event-key.ts';
export type { EventSigner, KeyedEventSigner } from './event/event-signer.ts';
export { type LedgerEvent, OCSF_VERSION } from './event/ledger-event.ts';
export { CLIENT_EVENT_SCHEMAS, EVENT_SCHEMA } from './event/schema/event-schema.ts';
export { EVENT_TYPE, MAX_LEAF_BYTES, signEvent } from './event/sign-event.ts';
export { readUnverifiedEvent } from './event/unverified-event.ts';
export { verifyEvent } from './event/verify-event.ts';
export { webCryptoEventSigner } from './event/web-crypto-event-signer.ts';
export { DEFAULT_HASHER } from './hash/default-hasher.ts';
export { HASH_BYTES, type Hasher } from './hash/hasher.ts';
export { claimedKid } from './jws/claimed-kid.ts';
export { ecdsaDerFromRaw, ecdsaRawFromDer } from './jws/ecdsa-signature.ts';
export type { Es256Verifier, JwsKey, JwsKeys } from './jws/jws-key.ts';
export { type JwsDemand, readTypedJws } from './jws/read-typed-jws.ts';
export { signTypedJws } from './jws/sign-typed-jws.ts';
export { isCommitment } from './proof/client-intent.ts';
export { type InspectedProof, inspectProof } from './proof/inspect-proof.ts';
export { MAX_PROOF_BYTES, PROOF_TYPE, type Proof, type ProofClaims, parseProof, proofId } from './proof/proof.ts';
export { signProof } from './proof/sign-proof.ts';
export { decodeTlogProof, encodeTlogProof, MAX_TLOG_PROOF_LENGTH, type TlogProof } from './proof-file/tlog-proof.ts';
export { type TlogProofFault, type TlogProofReport, verifyTlogProof } from './proof-file/verify-tlog-proof.ts';
export {
  MAX_RECEIPT_LEAVES,
  RECEIPT_TYPE,
  type Receipt,
  type ReceiptLeaf,
  signReceipt,
  verifyReceipt,
} from './receipt/receipt.ts';
export {
  ENDORSEMENT_TYPE,
  type Endorsement,
  endorseTrust,
  logKeysFrom,
  readEndorsement,
} from './succession/endorsement.ts';
export { readSuccession } from './succession/succession.ts';
export { decodeEntryBundle, encodeEntryBundle } from './tile/entry-bundle.ts';
export { TILE_WIDTH, type Tile, type TileAddress, type TileReader } from './tile/tile.ts';
export { entryBundlePath, tilePath } from './tile/tile-path.ts';
export { type Growth, growTree } from './tree/grow-tree.ts';
export { hashChildren, hashLeaf } from './tree/node-hash.ts';
export { consistencyProof, inclusionProof } from './tree/proof.ts';
export { rootAt } from './tree/root-at.ts';
export { EMPTY_EDGE, rootOf, type TreeEdge } from './tree/tree-edge.ts';
export { type ConsistencyClaim, verifyConsistency } from './tree/verify-consistency.ts';
export { type InclusionClaim, verifyInclusion } from './tree/verify-inclusion.ts';
export type { KeptNote } from './verify/check-notes.ts';
export type { CheckName, FaultCode } from './verify/fault.ts';
export type { LedgerSource } from './verify/ledger-source.ts';
export type { PlacedLeaf } from './verify/placed-leaf.ts';
export type { Fault, VerifyCheck, VerifyReport } from './verify/report.ts';
export { CLOCK_SLACK_MS } from './verify/time-order.ts';
export {
  encodeTrust,
  originOf,
  readTrust,
  readTrustDocument,
  type Trust,
  type TrustDocument,
  trustFingerprint,
} from './verify/trust.ts';
export { type VerifyOptions, verifyLedger } from './verify/verify-ledger.ts';
