import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { backingKeys } from './backing-keys.ts';
import { type KmsAnswer, type KmsRequest, type KmsService, serveKms } from './serve-kms.ts';

/** A stand-in for AWS KMS with one symmetric key. */
export interface AwsKms {
  readonly service: KmsService;
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly region: string;
  /** The ARN of its key. */
  readonly keyId: string;
}

const REGION = 'eu-central-1';

/** Starts one. It speaks AWS JSON 1.1 (`TrentService.Encrypt`, `TrentService.Decrypt`), and wants the headers of Signature Version 4. */
export async function startAwsKms(): Promise<AwsKms> {
  const keyId = `arn:aws:kms:${REGION}:111122223333:key/${randomUUID()}`;
  const keys = backingKeys();
  const service = await serveKms(createServer, {
    trouble: (mood) => (mood === 'failing' ? failure('KMSInternalException', 500) : failure('AccessDeniedException')),
    answer: (request) => checkSigned(request) ?? operate(request),
    rotate: keys.rotate,
  });

  function operate({ headers, body }: KmsRequest): KmsAnswer {
    const call = JSON.parse(body.toString('utf8')) as Call;
    if (call.KeyId !== keyId && !keyId.endsWith(`/${call.KeyId}`)) return failure('NotFoundException');
    const context = Buffer.from(JSON.stringify(Object.entries(call.EncryptionContext ?? {}).sort()));
    const bytes = Buffer.from(call.Plaintext ?? call.CiphertextBlob ?? '', 'base64');
    if (headers['x-amz-target'] === 'TrentService.Encrypt') {
      return success({ CiphertextBlob: keys.encrypt(bytes, context).toString('base64') });
    }
    if (headers['x-amz-target'] !== 'TrentService.Decrypt') return failure('UnknownOperationException');
    const plain = keys.decrypt(bytes, context);
    return plain === undefined
      ? failure('InvalidCiphertextException')
      : success({ Plaintext: plain.toString('base64') });
  }

  function success(json: object): KmsAnswer {
    const json11 = { 'content-type': 'application/x-amz-json-1.1' };
    return { status: 200, json: { ...json, KeyId: keyId, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }, headers: json11 };
  }

  return { service, endpoint: `http://127.0.0.1:${service.port}`, region: REGION, keyId };
}

interface Call {
  readonly KeyId: string;
  readonly Plaintext?: string;
  readonly CiphertextBlob?: string;
  readonly EncryptionContext?: Readonly<Record<string, string>>;
}

function checkSigned({ headers }: KmsRequest): KmsAnswer | undefined {
  const { authorization = '', 'x-amz-date': date = '' } = headers;
  const scope = new RegExp(`^AWS4-HMAC-SHA256 Credential=\\w+/\\d{8}/${REGION}/kms/aws4_request, `);
  if (!scope.test(authorization) || !/SignedHeaders=[^,]*host[^,]*, Signature=[0-9a-f]{64}$/.test(authorization)) {
    return failure('IncompleteSignatureException');
  }
  return /^\d{8}T\d{6}Z$/.test(String(date)) ? undefined : failure('IncompleteSignatureException');
}

function failure(type: string, status = 400): KmsAnswer {
  return {
    status,
    json: { __type: type, message: `stand-in: ${type}` },
    headers: { 'content-type': 'application/x-amz-json-1.1' },
  };
}
