import type { Pool } from '../pool/pool.js';
import type { ImportJobRecord } from '../state/import-jobs.js';
import { isSigned, sign } from '../state/signature.js';

const VALID_SECONDS = 899;

/** The header that signs with the URL: an upload without it is refused. */
export const ENCRYPTION_HEADER = 'x-amz-server-side-encryption';

const signedText = ({ settings }: Pool, { id, createdAt }: ImportJobRecord): string =>
  `${settings().Id}/${id}/${createdAt}`;

/** Where the file of a job is sent, in the form of a URL that S3 signs (Signature Version 4). */
export function presignedUrl(pool: Pool, job: ImportJobRecord): string {
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': new Date(job.createdAt).toISOString().replace(/[-:]|\.\d+/g, ''),
    'X-Amz-SignedHeaders': `host;${ENCRYPTION_HEADER}`,
    'X-Amz-Expires': String(VALID_SECONDS),
    'X-Amz-Signature': sign(pool, 'import', signedText(pool, job)),
  });
  return `${pool.endpoint}/user-imports/${pool.settings().Id}/${job.id}?${query}`;
}

/** Whether the signature is that of the job's URL. */
export const isPresigned = (pool: Pool, job: ImportJobRecord, signature: string): boolean =>
  isSigned(pool, 'import', signedText(pool, job), signature);

export const isUrlExpired = ({ now }: Pool, { createdAt }: ImportJobRecord): boolean =>
  createdAt + VALID_SECONDS * 1000 <= now();
