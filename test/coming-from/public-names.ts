import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as identityJs from 'amazon-cognito-identity-js';
import * as jwtVerify from 'aws-jwt-verify';
import * as jwtVerifyAssert from 'aws-jwt-verify/assert';
import * as jwtVerifyErrors from 'aws-jwt-verify/error';
import * as jwtVerifyHttps from 'aws-jwt-verify/https';
import * as jwtVerifyJwk from 'aws-jwt-verify/jwk';
import * as jwtVerifyJwt from 'aws-jwt-verify/jwt';
import * as jwtVerifyJson from 'aws-jwt-verify/safe-json-parse';

type Exports = Readonly<Record<string, unknown>>;

/** What the libraries that are installed here export, and the methods of their classes. */
const installed: Readonly<Record<string, Exports>> = {
  'amazon-cognito-identity-js': identityJs,
  'aws-jwt-verify': {
    ...jwtVerify,
    ...jwtVerifyAssert,
    ...jwtVerifyErrors,
    ...jwtVerifyHttps,
    ...jwtVerifyJwk,
    ...jwtVerifyJwt,
    ...jwtVerifyJson,
  },
};

/** The others' names, read from their packages. */
const recorded: Readonly<Record<string, { readonly names: string[]; readonly operations?: string[] }>> =
  JSON.parse(readFileSync(resolve(__dirname, 'names.json'), 'utf8'));

/** Every public name of a library: of a class's methods, as `Class.method`. */
export function publicNames(library: string): readonly string[] {
  const exports = installed[library];
  if (exports)
    return Object.entries(exports)
      .filter(([name]) => name !== '__esModule')
      .flatMap(namesOf);
  const { names = [], operations = [] } = recorded[library] ?? {};
  return [...names, ...operations];
}

function namesOf([name, value]: [string, unknown]): string[] {
  const methods = typeof value === 'function' && value.prototype ? methodsOf(value.prototype) : [];
  return [name, ...methods.map(method => `${name}.${method}`)];
}

/** Those of the class that it extends, too, where that is not an error. */
function methodsOf(prototype: object): string[] {
  const above = Object.getPrototypeOf(prototype);
  const own = Object.getOwnPropertyNames(prototype).filter(name => name !== 'constructor');
  const isOfOurs = above && above !== Object.prototype && above !== Error.prototype;
  return [...new Set([...own, ...(isOfOurs ? methodsOf(above) : [])])];
}
