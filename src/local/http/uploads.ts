import type { Hono } from 'hono';
import { ENCRYPTION_HEADER, isPresigned, isUrlExpired } from '../imports/presigned-url.js';
import type { PoolClock } from '../internal/clock.js';
import { readUpload } from '../internal/read-body.js';
import type { LogRequest } from '../internal/request-log.js';
import type { PoolDirectory } from '../pool/directory.js';

interface UploadNeeds {
  readonly pools: PoolDirectory;
  readonly clock: PoolClock;
  readonly logRequest: LogRequest;
}

/** The most that the service imports from. */
const MOST_BYTES = 100 * 1024 * 1024;

/** A refusal in the form of S3, whose part this is. */
class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: 400 | 403 = 403,
  ) {
    super(message);
  }
}

/** Takes the file of an import job, at the URL that CreateUserImportJob gave. */
export function serveUploads(app: Hono, { pools, clock, logRequest }: UploadNeeds): void {
  app.put('/user-imports/:poolId/:jobId', async context => {
    const startedAt = performance.now();
    const { poolId, jobId } = context.req.param();
    const answered = (outcome: string, refusal?: Error) =>
      logRequest({
        operation: 'PUT user-imports',
        subject: jobId,
        outcome,
        refusal,
        ms: performance.now() - startedAt,
        at: clock.now(),
      });
    try {
      const pool = pools.find(poolId);
      const job = pool?.importJobs.find(jobId);
      if (!pool || !job || !isPresigned(pool, job, context.req.query('X-Amz-Signature') ?? ''))
        throw new Refusal('SignatureDoesNotMatch', 'The signature is not that of the URL of an import job.');
      if (!context.req.header(ENCRYPTION_HEADER))
        throw new Refusal('AccessDenied', `The header ${ENCRYPTION_HEADER}, which is signed, is missing.`);
      if (isUrlExpired(pool, job)) throw new Refusal('AccessDenied', 'Request has expired');
      refuseStarted(job);
      const csv = await readUpload(context.req.raw, MOST_BYTES);
      if (csv === undefined)
        throw new Refusal('EntityTooLarge', `The file is larger than ${MOST_BYTES} bytes.`, 400);
      // Another request may have started the job while the file came in.
      refuseStarted(pool.importJobs.require(jobId));
      pool.importJobs.upload(job, csv);
      answered('ok');
      return new Response(null);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answered(`${error.code}: ${error.message}`, error);
      return refused(error);
    }
  });
}

function refuseStarted({ status }: { readonly status: string }): void {
  if (status !== 'Created') throw new Refusal('AccessDenied', `The status of the job is ${status}.`);
}

const refused = ({ code, message, status }: Refusal): Response =>
  new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>\n`,
    { status, headers: { 'content-type': 'application/xml' } },
  );
