import type { Principal } from '../../verify/principal.js';
import type { HttpAnswer } from './answer.js';
import { type GuardOptions, guardCore } from './guard.js';
import { publicRoutes } from './public-routes.js';
import type { GuardedRequest } from './request.js';
import type { Requirement } from './requirements.js';

/** Makes a handler of events that calls another when the requirements are met. The context follows. */
export interface EventGuard<Who extends Principal, AnyEvent, Refused> {
  <Event extends AnyEvent, Rest extends readonly unknown[], Result>(
    handler: (event: Event, principal: Who, ...rest: Rest) => Promise<Result>,
    ...requirements: readonly Requirement<Who>[]
  ): (event: Event, ...rest: Rest) => Promise<Result | Refused>;
  /** Guards everything but the public routes, such as `GET /health` or `/docs/*`, where there is no principal. */
  except<Event extends AnyEvent, Rest extends readonly unknown[], Result>(
    routes: readonly string[],
    handler: (event: Event, principal: Who | undefined, ...rest: Rest) => Promise<Result>,
    ...requirements: readonly Requirement<Who>[]
  ): (event: Event, ...rest: Rest) => Promise<Result | Refused>;
  /** Refuses no one: for a visitor, the principal is undefined. */
  optional<Event extends AnyEvent, Rest extends readonly unknown[], Result>(
    handler: (event: Event, principal: Who | undefined, ...rest: Rest) => Promise<Result>,
  ): (event: Event, ...rest: Rest) => Promise<Result | Refused>;
}

/** How a kind of events has a request in it, and an answer. */
export interface EventFormat<AnyEvent, Refused> {
  requestOf(event: AnyEvent): GuardedRequest;
  routeOf(event: AnyEvent): readonly [method: string, path: string];
  resultOf(answer: HttpAnswer): Refused;
}

/** @throws {InvalidOptionError} naming the option at fault. */
export function eventGuard<Who extends Principal, AnyEvent, Refused>(
  options: GuardOptions<Who>,
  { requestOf, routeOf, resultOf }: EventFormat<AnyEvent, Refused>,
): EventGuard<Who, AnyEvent, Refused> {
  const guard = guardCore(options);
  type Handler<Event, Known, Rest extends readonly unknown[], Result> = (
    event: Event,
    principal: Known,
    ...rest: Rest
  ) => Promise<Result>;
  const admitting =
    <Event extends AnyEvent, Known, Rest extends readonly unknown[], Result>(
      admit: (request: GuardedRequest) => Known | Promise<Known>,
      handler: Handler<Event, Known, Rest, Result>,
    ) =>
    async (event: Event, ...rest: Rest): Promise<Result | Refused> => {
      const request = requestOf(event);
      let principal: Known;
      try {
        principal = await admit(request);
      } catch (error) {
        return resultOf(guard.answerTo(error, request));
      }
      return handler(event, principal, ...rest);
    };
  const guarded = <Event extends AnyEvent, Rest extends readonly unknown[], Result>(
    handler: Handler<Event, Who, Rest, Result>,
    ...requirements: readonly Requirement<Who>[]
  ) => admitting((request: GuardedRequest) => guard.admit(request, requirements), handler);
  const except = <Event extends AnyEvent, Rest extends readonly unknown[], Result>(
    routes: readonly string[],
    handler: Handler<Event, Who | undefined, Rest, Result>,
    ...requirements: readonly Requirement<Who>[]
  ) => {
    const isPublic = publicRoutes(routes);
    const closed = guarded<Event, Rest, Result>(handler, ...requirements);
    return async (event: Event, ...rest: Rest): Promise<Result | Refused> =>
      guard.passes(requestOf(event)) || isPublic(...routeOf(event))
        ? handler(event, undefined, ...rest)
        : closed(event, ...rest);
  };
  const optional = <Event extends AnyEvent, Rest extends readonly unknown[], Result>(
    handler: Handler<Event, Who | undefined, Rest, Result>,
  ) => admitting((request: GuardedRequest) => guard.optional(request), handler);
  return Object.assign(guarded, { except, optional });
}
