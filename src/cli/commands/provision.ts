import { readFile } from 'node:fs/promises';
import { describe } from '../../provisioning/describe.js';
import { type Plan, Provisioner } from '../../provisioning/provisioner.js';
import { writeObject } from '../config/files.js';
import { readStdin, sure } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { CommandFailure, misuse } from '../frame/failure.js';
import { withPool } from '../frame/pool.js';
import type { Json } from '../shapes/shapes.js';

/** Does work with IAM, whose client is a package of its own. */
async function withProvisioner<T>(call: Call, work: (provisioner: Provisioner) => Promise<T>): Promise<T> {
  const identityPoolId = call.config.need('identityPoolId');
  const { IAM } = await import('@aws-sdk/client-iam').catch((cause: unknown) => {
    throw new CommandFailure('the client of IAM is not installed', {
      advice: 'npm install @aws-sdk/client-iam',
      cause,
    });
  });
  const iam = new IAM();
  try {
    return await withPool(call, pool => work(new Provisioner({ pool, iam, identityPoolId })));
  } finally {
    iam.destroy();
  }
}

async function textOf(file: string): Promise<string> {
  if (file === '-') return await readStdin();
  return await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw misuse(`${file} cannot be read (${cause.code})`);
  });
}

/** `portcullis provision plan`. */
export async function plan(call: Call<{ readonly prune?: true; readonly out?: string }>): Promise<void> {
  const { args, options, out } = call;
  const definition = await textOf(args[0] ?? '');
  await withProvisioner(call, async provisioner => {
    const planned = await provisioner.plan(definition, { prune: options.prune === true });
    if (options.out !== undefined) await writeObject(options.out, planned);
    const value: Json<'provision plan'> = JSON.parse(JSON.stringify(planned));
    await out.bare(value, planned.text);
    if (options.out !== undefined) out.say(`Apply it: portcullis provision apply ${options.out}`);
  });
}

/** `portcullis provision apply`. */
export async function apply(call: Call): Promise<void> {
  const { args, out } = call;
  const planned = planFrom(await textOf(args[0] ?? ''));
  out.say(planned.text);
  await sure(call, 'Make these changes?');
  await withProvisioner(call, async provisioner => {
    const made = (await provisioner.apply(planned)).map(describe);
    const value: Json<'provision apply'> = { changes: made };
    await out.result(
      value,
      made.length === 0
        ? 'There was nothing left to change.'
        : made.length === 1
          ? '1 change was made.'
          : `${made.length} changes were made.`,
    );
  });
}

/** The rest of what is in it the provisioner checks. */
function planFrom(text: string): Plan {
  const plan = parsed(text);
  if (typeof (plan as Partial<Plan> | null | undefined)?.text === 'string') return plan as Plan;
  throw misuse(
    'that is not a plan, as JSON',
    'Write one: portcullis provision plan <definition> --out plan.json',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
