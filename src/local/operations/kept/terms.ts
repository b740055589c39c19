import * as v from 'valibot';
import { CognitoException } from '../../internal/exception.js';
import { randomUuid } from '../../internal/random.js';
import { map, oneOf, text } from '../../members/shapes.js';
import type { Pool } from '../../pool/pool.js';
import { described, type KeptRecord } from '../../state/kept.js';
import { adminOperation } from '../definition.js';
import { nextPage, pageToken, upTo } from '../paging.js';
import { clientId, userPoolId } from '../schemas.js';

const termsName = text({ max: 128, pattern: /^(terms-of-use|privacy-policy)/ });
const TermsSource = oneOf(['LINK']);
const Enforcement = oneOf(['NONE']);
const ofTerms = { UserPoolId: userPoolId, TermsId: text({ min: 36, max: 36, pattern: /^[0-9a-f-]+$/ }) };
const ofClient = { UserPoolId: userPoolId, ClientId: clientId, TermsName: termsName };

const termsType = (record: KeptRecord<'Terms'>) => ({ Terms: described(record) });

const ofThe = ({ kept }: Pool, ClientId: string, TermsName: string) =>
  kept.all('Terms').find(({ members }) => members.ClientId === ClientId && members.TermsName === TermsName);

export const createTerms = adminOperation({
  name: 'CreateTerms',
  keptOnly: true,
  input: v.object({ ...ofClient, TermsSource, Enforcement, Links: v.optional(map(), {}) }),
  handle: (given, pool) => {
    pool.clients.require(given.ClientId);
    if (ofThe(pool, given.ClientId, given.TermsName))
      throw new CognitoException(
        'TermsExistsException',
        'Terms with the name already exist for the app client.',
      );
    const TermsId = randomUuid(pool.random);
    return termsType(pool.kept.save('Terms', TermsId, { ...given, TermsId }));
  },
});

/** What the request leaves out stays as it is. */
export const updateTerms = adminOperation({
  name: 'UpdateTerms',
  keptOnly: true,
  input: v.object({
    ...ofTerms,
    TermsName: v.optional(termsName),
    TermsSource: v.optional(TermsSource),
    Enforcement: v.optional(Enforcement),
    Links: v.optional(map()),
  }),
  handle: (given, { kept }) => {
    const { name, members } = kept.require('Terms', given.TermsId);
    return termsType(kept.save('Terms', name, { ...members, ...given }));
  },
});

export const describeTerms = adminOperation({
  name: 'DescribeTerms',
  input: v.object(ofTerms),
  handle: ({ TermsId }, { kept }) => termsType(kept.require('Terms', TermsId)),
});

export const describeTermsByClient = adminOperation({
  name: 'DescribeTermsByClient',
  input: v.object(ofClient),
  handle: ({ ClientId, TermsName }, pool) => {
    pool.clients.require(ClientId);
    return termsType(ofThe(pool, ClientId, TermsName) ?? pool.kept.require('Terms', TermsName));
  },
});

export const deleteTerms = adminOperation({
  name: 'DeleteTerms',
  input: v.object(ofTerms),
  handle: ({ TermsId }, { kept }) => {
    kept.remove('Terms', TermsId);
    return {};
  },
});

export const listTerms = adminOperation({
  name: 'ListTerms',
  input: v.object({ UserPoolId: userPoolId, MaxResults: upTo(60), NextToken: pageToken }),
  handle: ({ MaxResults: limit, NextToken: token }, { kept }) => {
    const { items, nextToken } = kept.page('Terms', { limit, token });
    const Terms = items.map(record => {
      const {
        TermsId,
        TermsName,
        Enforcement: enforcement,
        CreationDate,
        LastModifiedDate,
      } = described(record);
      return { TermsId, TermsName, Enforcement: enforcement, CreationDate, LastModifiedDate };
    });
    return { Terms, ...nextPage(nextToken) };
  },
});
