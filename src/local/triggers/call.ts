import * as v from 'valibot';
import { CognitoException } from '../internal/exception.js';
import type { Trigger } from './event.js';
import { NotInvoked, unexpectedLambda } from './not-invoked.js';

/** What there is to know of a trigger, besides when it runs. */
export interface TriggerKind<Response> {
  /** What refusals call it. */
  readonly name: string;
  readonly response: v.GenericSchema<unknown, Response>;
}

/**
 * Calls a trigger and returns the response that it gave.
 * @throws UserLambdaValidationException with what the trigger threw; UnexpectedLambdaException where it could not be
 * invoked; InvalidLambdaResponseException where it returned no event, or a response of another shape.
 */
export async function callTrigger<Response, Event extends { response: Response }>(
  { name, response }: TriggerKind<Response>,
  trigger: Trigger<Event>,
  event: Event,
): Promise<Response> {
  const answered = await Promise.resolve(event)
    .then(trigger)
    .catch((cause: unknown) => {
      if (cause instanceof NotInvoked) throw unexpectedLambda(name, cause);
      const text = cause instanceof Error ? cause.message : String(cause);
      throw new CognitoException('UserLambdaValidationException', `${name} failed with error ${text}.`);
    });
  const result = v.safeParse(response, throughJson(Object(answered).response));
  if (!result.success) throw unrecognizable();
  return result.output;
}

/** What is left of a value on its way out of a Lambda function. */
function throughJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    return undefined;
  }
}

/** What the service says of a trigger's answer that makes no sense. */
export const unrecognizable = () =>
  new CognitoException('InvalidLambdaResponseException', 'Unrecognizable lambda output');

/** The shapes that responses share. A member that a trigger leaves `null` is one that it does not set. */
export const flag = v.nullish(v.boolean());
export const text = v.nullish(v.string());
export const strings = v.record(v.string(), v.string());

/** Accepts any object: the response of a trigger that has nothing to say. */
export const anyResponse = v.record(v.string(), v.unknown());
