import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import { text } from '../members/shapes.js';
import type { UserRecord } from '../state/user-record.js';
import { adminOperation } from './definition.js';
import { userPoolId } from './schemas.js';

const providerUser = v.object({
  ProviderName: v.optional(text({ max: 32 })),
  ProviderAttributeName: v.optional(text({ min: 0, max: 131_072 })),
  ProviderAttributeValue: v.optional(text({ min: 0, max: 131_072 })),
});

/** A person as an identity provider knows them, in the shape of the attribute `identities`. */
interface Identity {
  readonly userId: string;
  readonly providerName: string;
  readonly providerType: string;
  readonly issuer: null;
  readonly primary: boolean;
  readonly dateCreated: number;
}

const identitiesOf = ({ attributes }: UserRecord): Identity[] => JSON.parse(attributes.identities ?? '[]');

const isAnother =
  (providerName: string, userId: string) =>
  (identity: Identity): boolean =>
    identity.providerName !== providerName || identity.userId !== userId;

function withIdentities({ attributes }: UserRecord, identities: readonly Identity[]) {
  const { identities: _, ...rest } = attributes;
  return { attributes: identities.length > 0 ? { ...rest, identities: JSON.stringify(identities) } : rest };
}

export const adminLinkProviderForUser = adminOperation({
  name: 'AdminLinkProviderForUser',
  notModelled: 'Signing in by a provider; the link is kept, described and in ID tokens',
  input: v.object({ UserPoolId: userPoolId, DestinationUser: providerUser, SourceUser: providerUser }),
  handle: ({ DestinationUser, SourceUser }, { users, identityProviders, now }) => {
    const { ProviderName = '', ProviderAttributeValue: userId } = SourceUser;
    const { type } = identityProviders.require(ProviderName);
    if (!userId) throw invalidParameter('SourceUser.ProviderAttributeValue is missing.');
    const user = users.require(DestinationUser.ProviderAttributeValue ?? '');
    const identity = {
      userId,
      providerName: ProviderName,
      providerType: type,
      issuer: null,
      primary: false,
      dateCreated: now(),
    };
    const others = identitiesOf(user).filter(isAnother(ProviderName, userId));
    users.change(user, withIdentities(user, [...others, identity]));
    return {};
  },
});

export const adminDisableProviderForUser = adminOperation({
  name: 'AdminDisableProviderForUser',
  notModelled: 'Federated users',
  input: v.object({ UserPoolId: userPoolId, User: providerUser }),
  handle: ({ User }, { users }) => {
    const { ProviderName = '', ProviderAttributeValue: userId = '' } = User;
    const isOther = isAnother(ProviderName, userId);
    const linked = users.search(user => !identitiesOf(user).every(isOther));
    if (!linked) throw invalidParameter(`User ${userId} of ${ProviderName} is not linked.`);
    users.change(linked, withIdentities(linked, identitiesOf(linked).filter(isOther)));
    return {};
  },
});
