import type { AnsweringBucket, Asked } from './answering-bucket.ts';
import { type BucketAnswer, escaped, refusal, textsIn, xmlAnswer } from './bucket-request.ts';
import type { ObjectVersion } from './kept-objects.ts';

/** Answers what is asked of the bucket itself: its lock, its objects and their versions, and the deletion of many. */
export function answerBucket(bucket: AnsweringBucket, asked: Asked): BucketAnswer {
  const { request, query } = asked;
  if (request.method === 'HEAD') return { status: 200 };
  if (request.method === 'POST' && query.has('delete')) return removeMany(bucket, asked);
  if (request.method !== 'GET') return refusal(501, 'NotImplemented');
  if (query.has('object-lock')) return lockConfiguration(bucket);
  if (query.has('versions')) return listVersions(bucket, query);
  return query.get('list-type') === '2' ? listObjects(bucket, query) : refusal(501, 'NotImplemented');
}

function lockConfiguration({ objectLock, defaultRetention }: AnsweringBucket): BucketAnswer {
  if (!objectLock) return refusal(404, 'ObjectLockConfigurationNotFoundError');
  const rule =
    defaultRetention === undefined
      ? ''
      : `<Rule><DefaultRetention><Mode>${defaultRetention.mode}</Mode><Days>${defaultRetention.days}</Days></DefaultRetention></Rule>`;
  return xmlAnswer(
    `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>${rule}</ObjectLockConfiguration>`,
  );
}

/** A page of versions and delete markers: after the marker, at most `max-keys`. */
function listVersions({ objects }: AnsweringBucket, query: URLSearchParams): BucketAnswer {
  const most = Number(query.get('max-keys') ?? 1_000);
  const [afterKey, afterId] = [query.get('key-marker') ?? '', query.get('version-id-marker') ?? ''];
  const all = objects.list(query.get('prefix') ?? '');
  const from = afterKey === '' ? 0 : all.findIndex(({ key, id }) => key === afterKey && id === afterId) + 1;
  const page = all.slice(from, from + most);
  const last = page.at(-1);
  const cut = from + page.length < all.length && last !== undefined;
  const next = cut
    ? `<NextKeyMarker>${escaped(last.key)}</NextKeyMarker><NextVersionIdMarker>${last.id}</NextVersionIdMarker>`
    : '';
  const items = page.map((one) => versionElement(one, objects.find(one.key)?.id === one.id)).join('');
  return xmlAnswer(`<ListVersionsResult><IsTruncated>${cut}</IsTruncated>${next}${items}</ListVersionsResult>`);
}

function versionElement({ key, id, at, bytes }: ObjectVersion, latest: boolean): string {
  const name = bytes === undefined ? 'DeleteMarker' : 'Version';
  const size = bytes === undefined ? '' : `<Size>${bytes.length}</Size>`;
  const when = `<LastModified>${new Date(at).toISOString()}</LastModified>`;
  return `<${name}><Key>${escaped(key)}</Key><VersionId>${id}</VersionId><IsLatest>${latest}</IsLatest>${when}${size}</${name}>`;
}

/** The objects whose newest version is no marker: after `start-after`, at most `max-keys`. */
function listObjects({ objects }: AnsweringBucket, query: URLSearchParams): BucketAnswer {
  const most = Number(query.get('max-keys') ?? 1_000);
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const newest = objects.list(query.get('prefix') ?? '').filter((one) => objects.find(one.key) === one);
  const left = newest.filter(({ key, bytes }) => bytes !== undefined && key > after);
  const page = left.slice(0, most);
  const cut = page.length < left.length;
  const next = cut ? `<NextContinuationToken>${escaped(page.at(-1)?.key ?? '')}</NextContinuationToken>` : '';
  const items = page.map(
    ({ key, bytes }) => `<Contents><Key>${escaped(key)}</Key><Size>${bytes?.length}</Size></Contents>`,
  );
  return xmlAnswer(
    `<ListBucketResult><IsTruncated>${cut}</IsTruncated><KeyCount>${page.length}</KeyCount>${next}${items.join('')}</ListBucketResult>`,
  );
}

/** Each by its key and its version; what may not be deleted is told apart. */
function removeMany({ objects }: AnsweringBucket, { request }: Asked): BucketAnswer {
  const bypass = request.headers['x-amz-bypass-governance-retention'] === 'true';
  const xml = Buffer.from(request.body).toString('utf8');
  const results = [...xml.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, inner = '']) => {
    const [key = ''] = textsIn(inner, 'Key');
    const [id] = textsIn(inner, 'VersionId');
    const version = objects.find(key, id);
    if (id === undefined) objects.put({ key, legalHold: false });
    else if (version !== undefined && objects.isLocked(version, bypass)) {
      return `<Error><Key>${escaped(key)}</Key><VersionId>${id}</VersionId><Code>AccessDenied</Code></Error>`;
    } else if (version !== undefined) objects.remove(version);
    return `<Deleted><Key>${escaped(key)}</Key></Deleted>`;
  });
  return xmlAnswer(`<DeleteResult>${results.join('')}</DeleteResult>`);
}
