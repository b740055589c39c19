import type {
  UpdateUserPoolClientCommandInput,
  UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import type { CallOptions } from '../api/call-options.js';
import { callOptionEntries } from '../api/call-options.js';
import type { CognitoApi } from '../api/cognito-api.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { ResourceNotFoundError } from '../errors/service.js';
import { AUTH_FLOWS, type AuthFlow } from '../internal/auth-flows.js';
import { check, listOf, nonEmpty, strictOptions, stringMap } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import {
  type ClientDescription,
  describeClient,
  describePool,
  type PoolDescription,
} from './descriptions.js';
import * as providers from './identity-providers.js';
import {
  type ConfigProblem,
  type ConfigReport,
  flowProblems,
  regionProblems,
  secretProblems,
} from './validate-config.js';

/** What may change of an app client, in Cognito's own names. */
export type ClientChanges = Omit<UpdateUserPoolClientCommandInput, 'UserPoolId' | 'ClientId'>;

const validateOptions = strictOptions({
  ...callOptionEntries,
  flows: optional(
    v.array(v.picklist(AUTH_FLOWS, `must be one of ${AUTH_FLOWS.join(', ')}`), 'must be a list of flows'),
    ['USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH'],
  ),
});

const providerChanges = {
  details: optional(stringMap),
  attributeMapping: optional(stringMap),
  identifiers: optional(listOf('names')),
};
const changesOfProvider = strictOptions(providerChanges);

/**
 * Reads the settings of a pool and an app client, and checks a configuration against them. With AWS credentials.
 *
 * ```ts
 * import { UserPool } from 'portcullis';
 *
 * const { info } = new UserPool({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', clientSecret: process.env.SECRET });
 * const { problems } = await info.validateConfig({ flows: ['USER_SRP_AUTH'] });
 * for (const { code, message } of problems) console.error(code, message);
 * ```
 */
export class PoolInfo {
  readonly #api: CognitoApi;

  constructor(api: CognitoApi) {
    this.#api = api;
  }

  /** The user pool (DescribeUserPool). @throws {ResourceNotFoundError} `POOL_NOT_FOUND`. */
  async getUserPool(options?: CallOptions): Promise<PoolDescription> {
    const input = { UserPoolId: this.#api.config.userPoolId };
    return describePool((await this.#api.call('DescribeUserPool', input, options)).UserPool ?? {});
  }

  /** The app client, without its secret (DescribeUserPoolClient). @throws {ResourceNotFoundError} `CLIENT_NOT_FOUND`. */
  async getClient(options?: CallOptions): Promise<ClientDescription> {
    return describeClient(await this.#describeClient(options));
  }

  /**
   * Changes the app client (UpdateUserPoolClient). Cognito resets what such a call leaves out, so the client is read
   * first and what is not named here is sent back as it was. Two changes at the same time may undo each other.
   */
  async updateClient(changes: ClientChanges, options?: CallOptions): Promise<ClientDescription> {
    const {
      ClientSecret: _secret,
      CreationDate: _created,
      LastModifiedDate: _modified,
      ...before
    } = await this.#describeClient(options);
    const input = { ...before, ...changes, ...this.#client };
    const output = await this.#api.call('UpdateUserPoolClient', input, options);
    return describeClient(output.UserPoolClient ?? {});
  }

  /**
   * Reports how this configuration does not fit the pool and the app client: another region, a pool or client that
   * is not there, a secret that is missing, wrong or not expected, a flow that is not enabled.
   *
   * @param options.flows How the application means to sign in. Default: `USER_SRP_AUTH` and `REFRESH_TOKEN_AUTH`.
   * @throws {AccessDeniedError | ConnectionError | NotSentError} when the check itself fails.
   */
  async validateConfig(
    options: CallOptions & { readonly flows?: readonly AuthFlow[] } = {},
  ): Promise<ConfigReport> {
    const { flows, ...call } = check(validateOptions, options, 'options');
    const { config } = this.#api;
    const problems = regionProblems(config);
    try {
      await this.getUserPool(call);
      const client = await this.#describeClient(call);
      problems.push(...secretProblems(config.clientSecrets(), client.ClientSecret));
      problems.push(...flowProblems(flows, describeClient(client)));
    } catch (error) {
      problems.push(problemOf(error));
    }
    return { valid: problems.length === 0, problems };
  }

  /** Adds an identity provider, such as Google or a company's SAML (CreateIdentityProvider). */
  async createIdentityProvider(
    provider: providers.NewIdentityProvider,
    options?: providers.IdentityProviderOptions,
  ): Promise<providers.IdentityProvider> {
    const { name, type, ...rest } = provider;
    check(nonEmpty, name, 'provider.name');
    check(nonEmpty, type, 'provider.type');
    check(changesOfProvider, rest, 'provider');
    return providers.createIdentityProvider(this.#api, provider, options);
  }

  /** One identity provider (DescribeIdentityProvider). Its details may hold a secret. */
  async getIdentityProvider(
    name: string,
    options?: providers.IdentityProviderOptions,
  ): Promise<providers.IdentityProvider> {
    return providers.getIdentityProvider(this.#api, check(nonEmpty, name, 'name'), options);
  }

  /** Changes what is named of an identity provider (UpdateIdentityProvider). */
  async updateIdentityProvider(
    name: string,
    changes: providers.IdentityProviderChanges,
    options?: providers.IdentityProviderOptions,
  ): Promise<providers.IdentityProvider> {
    const checked = check(changesOfProvider, changes, 'changes');
    return providers.updateIdentityProvider(this.#api, check(nonEmpty, name, 'name'), checked, options);
  }

  async #describeClient(options?: CallOptions): Promise<UserPoolClientType> {
    return (await this.#api.call('DescribeUserPoolClient', this.#client, options)).UserPoolClient ?? {};
  }

  get #client() {
    const { userPoolId: UserPoolId, clientId: ClientId } = this.#api.config;
    if (!ClientId)
      throw new InvalidOptionError('options.clientId', 'is missing: this is about an app client');
    return { UserPoolId, ClientId };
  }
}

/** A pool or client that is not there is a finding; anything else says nothing of the configuration. */
function problemOf(error: unknown): ConfigProblem {
  if (!(error instanceof ResourceNotFoundError)) throw error;
  const code = error.code === 'CLIENT_NOT_FOUND' ? error.code : 'POOL_NOT_FOUND';
  return { code, message: error.message };
}
