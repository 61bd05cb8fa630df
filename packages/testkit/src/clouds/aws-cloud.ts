import { randomBytes } from 'node:crypto';
import type { Answer } from '../provider/answer.ts';
import type { Cloud } from './cloud.ts';

/** What is registered with AWS. */
export const AWS_CLOUD = Object.freeze({
  roleArn: 'arn:aws:iam::123456789012:role/sallyport',
  audience: 'sts.amazonaws.com',
});

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** AWS STS: AssumeRoleWithWebIdentity in the query protocol, its answers in XML. */
export const awsCloud: Cloud = async (request, { trust, mint }) => {
  if (request.method !== 'POST' || request.path !== '/') return undefined;
  const asked = Object.fromEntries(new URLSearchParams(request.body));
  if (asked.Action !== 'AssumeRoleWithWebIdentity' || asked.Version !== '2011-06-15') return error('InvalidAction');
  // Nobody signs this request: the token is the proof.
  if (request.headers.authorization !== undefined) return error('IncompleteSignature');
  if (!/^[\w+=,.@-]{2,64}$/.test(asked.RoleSessionName ?? '')) return error('ValidationError');
  const known = await trust(asked.WebIdentityToken, { audience: AWS_CLOUD.audience });
  if (known === undefined) return error('InvalidIdentityToken');
  if (asked.RoleArn !== AWS_CLOUD.roleArn) return error('AccessDenied');
  const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
  return xml(`<AssumeRoleWithWebIdentityResponse xmlns="${NAMESPACE}"><AssumeRoleWithWebIdentityResult>
<Credentials>
<SessionToken>${mint.make('aws-session-')}</SessionToken>
<SecretAccessKey>${mint.make('aws-secret-')}</SecretAccessKey>
<Expiration>${mint.ends.toISOString()}</Expiration>
<AccessKeyId>${accessKeyId}</AccessKeyId>
</Credentials>
<SubjectFromWebIdentityToken>${known.sub}</SubjectFromWebIdentityToken>
<AssumedRoleUser><Arn>${asked.RoleArn}/${asked.RoleSessionName}</Arn><AssumedRoleId>AROA:${asked.RoleSessionName}</AssumedRoleId></AssumedRoleUser>
<Audience>${AWS_CLOUD.audience}</Audience>
</AssumeRoleWithWebIdentityResult>
<ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>`);
};

function error(code: string): Answer {
  const body = `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>Refused.</Message></Error>
<RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ErrorResponse>`;
  return xml(body, 400);
}

function xml(body: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
