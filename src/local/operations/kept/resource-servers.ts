import type { ResourceServerType } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import { invalidParameter } from '../../internal/exception.js';
import { text } from '../../members/shapes.js';
import { adminOperation } from '../definition.js';
import { nextPage, pageToken, upTo } from '../paging.js';
import { userPoolId } from '../schemas.js';

const identified = {
  UserPoolId: userPoolId,
  Identifier: text({ max: 256, pattern: /^[\x21\x23-\x5B\x5D-\x7E]+$/ }),
};

const members = {
  ...identified,
  Name: text({ max: 256, pattern: /^[\w\s+=,.@-]+$/ }),
  Scopes: v.optional(
    v.pipe(
      v.array(
        v.object({
          ScopeName: text({ max: 256, pattern: /^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+$/ }),
          ScopeDescription: text({ max: 256 }),
        }),
      ),
      v.maxLength(100, 'Member must have length less than or equal to 100'),
    ),
    [],
  ),
};

/** The scopes that app clients may be allowed, in the form in which they ask for them. */
export const scopesOf = ({ Identifier, Scopes = [] }: ResourceServerType): string[] =>
  Scopes.map(({ ScopeName }) => `${Identifier}/${ScopeName}`);

export const createResourceServer = adminOperation({
  name: 'CreateResourceServer',
  input: v.object(members),
  handle: (given, { kept }) => {
    const { Identifier, UserPoolId } = given;
    if (kept.find('Resource server', Identifier))
      throw invalidParameter(`${Identifier} already exists in user pool ${UserPoolId}.`);
    return { ResourceServer: kept.save('Resource server', Identifier, given).members };
  },
});

/** What the request leaves out goes back to its default. */
export const updateResourceServer = adminOperation({
  name: 'UpdateResourceServer',
  input: v.object(members),
  handle: (given, { kept }) => {
    const { name } = kept.require('Resource server', given.Identifier);
    return { ResourceServer: kept.save('Resource server', name, given).members };
  },
});

export const describeResourceServer = adminOperation({
  name: 'DescribeResourceServer',
  input: v.object(identified),
  handle: ({ Identifier }, { kept }) => ({
    ResourceServer: kept.require('Resource server', Identifier).members,
  }),
});

export const deleteResourceServer = adminOperation({
  name: 'DeleteResourceServer',
  input: v.object(identified),
  handle: ({ Identifier }, { kept }) => {
    kept.remove('Resource server', Identifier);
    return {};
  },
});

export const listResourceServers = adminOperation({
  name: 'ListResourceServers',
  input: v.object({ UserPoolId: userPoolId, MaxResults: upTo(50), NextToken: pageToken }),
  handle: ({ MaxResults: limit, NextToken: token }, { kept }) => {
    const { items, nextToken } = kept.page('Resource server', { limit, token });
    return { ResourceServers: items.map(({ members: server }) => server), ...nextPage(nextToken) };
  },
});
