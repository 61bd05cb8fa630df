import { answerBucket } from './answer-bucket.ts';
import type { AnsweringBucket, Asked } from './answering-bucket.ts';
import { type BucketAnswer, type BucketRequest, refusal, textsIn } from './bucket-request.ts';
import type { ObjectRetention, ObjectVersion } from './kept-objects.ts';
import { lockElements, lockHeaders, readLock, readRetention } from './object-lock.ts';
import { readUpload } from './read-upload.ts';

/** Answers as Amazon S3 does (API reference), path-style: `/<bucket>/<key>`. */
export function answerRequest(bucket: AnsweringBucket, request: BucketRequest): BucketAnswer {
  const url = new URL(request.target, 'http://bucket.invalid');
  const [, name = '', ...steps] = url.pathname.split('/').map(decodeURIComponent);
  if (name !== bucket.name) return refusal(404, 'NoSuchBucket');
  const asked: Asked = { request, key: steps.join('/'), query: url.searchParams };
  if (asked.key === '') return answerBucket(bucket, asked);
  if (request.method === 'PUT' && isPlain(asked)) return put(bucket, asked);
  const version = bucket.objects.find(asked.key, asked.query.get('versionId') ?? undefined);
  if (request.method === 'DELETE') return remove(bucket, { ...asked, version });
  if (version?.bytes === undefined) return refusal(404, 'NoSuchKey');
  if (isPlain(asked)) return give(request.method, version);
  return bucket.objectLock ? lock(bucket, { ...asked, version }) : refusal(400, 'InvalidRequest');
}

function isPlain({ query }: Asked): boolean {
  return !query.has('retention') && !query.has('legal-hold');
}

function put(bucket: AnsweringBucket, { request, key }: Asked): BucketAnswer {
  const upload = readUpload(request);
  if ('refused' in upload) return upload.refused;
  const wanted = readLock(request.headers, bucket.now());
  if ('refused' in wanted) return wanted.refused;
  const locks = wanted.retention !== undefined || wanted.legalHold;
  if (locks && !bucket.objectLock) {
    return refusal(400, 'InvalidRequest');
  }
  if (locks && !upload.checked) return refusal(400, 'InvalidRequest');
  const there = bucket.objects.find(key)?.bytes !== undefined;
  if (there && request.headers['if-none-match'] === '*') return refusal(412, 'PreconditionFailed');
  const retention = wanted.retention ?? standing(bucket);
  const version = bucket.objects.put({
    key,
    bytes: upload.bytes,
    legalHold: wanted.legalHold,
    ...(retention === undefined ? {} : { retention }),
  });
  return { status: 200, headers: { etag: `"${version.id}"`, 'x-amz-version-id': version.id } };
}

function standing({ defaultRetention, now }: AnsweringBucket): ObjectRetention | undefined {
  if (defaultRetention === undefined) return undefined;
  return { mode: defaultRetention.mode, until: now() + defaultRetention.days * 86_400_000 };
}

function give(method: string, version: ObjectVersion): BucketAnswer {
  const { bytes = new Uint8Array(), id, at } = version;
  const headers = {
    'content-type': 'application/octet-stream',
    'content-length': String(bytes.length),
    'last-modified': new Date(at).toUTCString(),
    'x-amz-version-id': id,
    ...lockHeaders(version),
  };
  return method === 'HEAD' ? { status: 200, headers } : { status: 200, headers, body: bytes };
}

interface OfVersion extends Asked {
  readonly version: ObjectVersion | undefined;
}

/** Without a version only a marker is put before them: what is locked stays. */
function remove(bucket: AnsweringBucket, { request, key, query, version }: OfVersion): BucketAnswer {
  if (!query.has('versionId')) {
    const marker = bucket.objects.put({ key, legalHold: false });
    return { status: 204, headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.id } };
  }
  if (version === undefined) return { status: 204 };
  const bypass = request.headers['x-amz-bypass-governance-retention'] === 'true';
  if (bucket.objects.isLocked(version, bypass)) return refusal(403, 'AccessDenied');
  bucket.objects.remove(version);
  return { status: 204, headers: { 'x-amz-version-id': version.id } };
}

/** Reads or changes the retention or the legal hold of a version. */
function lock(bucket: AnsweringBucket, { request, query, version }: Required<OfVersion> & { version: ObjectVersion }) {
  const what = query.has('retention') ? 'retention' : 'legal-hold';
  if (request.method === 'GET') return lockElements(version, what);
  const xml = Buffer.from(request.body).toString('utf8');
  if (what === 'legal-hold') {
    version.legalHold = textsIn(xml, 'Status')[0] === 'ON';
    return { status: 200 };
  }
  const wanted = readRetention(
    { mode: textsIn(xml, 'Mode')[0], date: textsIn(xml, 'RetainUntilDate')[0] },
    bucket.now(),
  );
  if (wanted === undefined) return refusal(400, 'InvalidArgument');
  const bypass = request.headers['x-amz-bypass-governance-retention'] === 'true';
  const shortens = version.retention !== undefined && wanted.until < version.retention.until;
  const held = version.retention !== undefined && bucket.objects.isLocked({ ...version, legalHold: false }, bypass);
  if (held && shortens) return refusal(403, 'AccessDenied');
  version.retention = wanted;
  return { status: 200 };
}
