import type { LocalPool, Trigger } from 'portcullis/local';

/** A trigger that keeps the events as it received them, and answers them as it is told. */
export function watching<Event>(answer: (event: Event) => unknown = () => {}) {
  const seen: Event[] = [];
  const trigger: Trigger<Event> = event => {
    seen.push(structuredClone(event));
    answer(event);
    return event;
  };
  return { seen, trigger };
}

/** A trigger that says no. */
export const refusing = (message: string) => () => {
  throw new Error(message);
};

/** What every event of a pool begins with. */
export const headOf = (pool: LocalPool, userName: unknown, clientId = 'app') => ({
  version: '1',
  region: pool.region,
  userPoolId: pool.userPoolId,
  userName,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
});

export const NO_CLIENT = 'CLIENT_ID_NOT_APPLICABLE';

/** The refusal of a call whose trigger returned nothing to work with. */
export const UNRECOGNIZABLE = {
  name: 'InvalidLambdaResponseException',
  message: 'Unrecognizable lambda output',
};

/** The time that a trigger may take, which passes when the test says so. */
export function timeLimits() {
  let end: () => void = () => undefined;
  const asked: number[] = [];
  const sleep = (milliseconds: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      asked.push(milliseconds);
      end = resolve;
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  return { sleep, asked, pass: () => end() };
}

/** An answer that never comes. */
export const never = () => new Promise<never>(() => undefined);
