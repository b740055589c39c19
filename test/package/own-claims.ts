/** An application whose tokens carry claims of its own, and that has said so. Compiled by itself: it speaks for all. */
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import type { Requirement } from 'portcullis/http';
import { expressGuard } from 'portcullis/http/express';
import { fastifyGuard } from 'portcullis/http/fastify';
import { fetchGuard } from 'portcullis/http/fetch';
import { type HonoGuardEnv, honoGuard } from 'portcullis/http/hono';
import { koaGuard } from 'portcullis/http/koa';
import { lambdaGuard } from 'portcullis/http/lambda';
import { type Principal, TokenVerifier } from 'portcullis/verify';
import { z } from 'zod';

const pool = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' } as const;
const verifier = new TokenVerifier({ ...pool, claimsSchema: z.object({ tenant: z.number() }) });
const unregistered = new TokenVerifier(pool);

declare module 'portcullis/http' {
  interface Register {
    verifier: typeof verifier;
  }
}

type Who = Principal<'access', { tenant: number }>;
const ofTenantOne: Requirement<Who> = ({ claims }) => {
  if (claims.tenant !== 1) throw new RangeError();
};
const takesNumber = (_: number | undefined): void => {};
const takesString = (_: string | undefined): void => {};

const inExpress = expressGuard({ verifier });
express().get('/', inExpress(ofTenantOne), ({ principal }) => {
  takesNumber(principal?.claims.tenant);
  takesString(principal?.claims.client_id);
  // @ts-expect-error A claim has the type that the schema gave it.
  takesString(principal?.claims.tenant);
  // @ts-expect-error Other claims are unknown.
  principal?.claims.tenat;
});
// @ts-expect-error A verifier that does not check these claims must not stand for one that does.
expressGuard({ verifier: unregistered });

const fastify = Fastify();
await fastify.register(fastifyGuard, { verifier });
fastify.get('/', { onRequest: fastify.guard(ofTenantOne) }, async ({ principal }) => {
  takesNumber(principal?.claims.tenant);
  // @ts-expect-error A claim has the type that the schema gave it.
  takesString(principal?.claims.tenant);
});
// @ts-expect-error A verifier that does not check these claims must not stand for one that does.
await fastify.register(fastifyGuard, { verifier: unregistered });

const inHono = honoGuard({ verifier });
new Hono().get('/', inHono(ofTenantOne), ({ var: { principal }, body }) => {
  takesNumber(principal.claims.tenant);
  // @ts-expect-error A claim has the type that the schema gave it.
  takesString(principal.claims.tenant);
  return body(null);
});
new Hono<HonoGuardEnv<Who>>().get('/', ({ var: { principal }, body }) => {
  takesNumber(principal.claims.tenant);
  return body(null);
});

new Koa().use(koaGuard({ verifier })(ofTenantOne)).use(({ state: { principal } }) => {
  takesNumber(principal.claims.tenant);
  // @ts-expect-error A claim has the type that the schema gave it.
  takesString(principal.claims.tenant);
});

fetchGuard({ verifier })((_, { claims }) => Response.json({ next: claims.tenant + 1 }), ofTenantOne);
lambdaGuard({ verifier })(async (_, { claims }) => ({ statusCode: claims.tenant, body: '' }), ofTenantOne);

// @ts-expect-error What requires claims of its own does not fit a guard that knows none.
fetchGuard({ verifier: unregistered })(() => new Response(), ofTenantOne);
