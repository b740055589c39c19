import * as v from 'valibot';
import { invalidParameter } from '../../internal/exception.js';
import { map, oneOf, whole } from '../../members/shapes.js';
import type { PoolDirectory } from '../../pool/directory.js';
import { accountOperation } from '../definition.js';

/** Requests a second that each category of operations has in an account without asking for more. */
const FREE: Readonly<Record<string, number>> = {
  ClientAuthentication: 150,
  UserAccountRecovery: 30,
  UserAuthentication: 120,
  UserCreation: 50,
  UserFederation: 25,
  UserList: 30,
  UserPoolClientRead: 15,
  UserPoolClientUpdate: 15,
  UserPoolRead: 15,
  UserPoolResourceRead: 20,
  UserPoolResourceUpdate: 15,
  UserPoolUpdate: 15,
  UserRead: 120,
  UserResourceRead: 50,
  UserResourceUpdate: 25,
  UserToken: 120,
  UserUpdate: 25,
};

const KIND = 'Provisioned limit';

const LimitDefinition = v.object({ LimitClass: oneOf(['API_CATEGORY']), Attributes: map() });
type Definition = v.InferOutput<typeof LimitDefinition>;

/** @throws InvalidParameterException for a category that there is not. */
function categoryOf({ Attributes: { Category = '' } }: Definition): { name: string; free: number } {
  const free = Object.hasOwn(FREE, Category) ? FREE[Category] : undefined;
  if (free === undefined) throw invalidParameter(`Category must be one of ${Object.keys(FREE).join(', ')}.`);
  return { name: Category, free };
}

/** The limits are the account's: the first pool keeps them. */
const keptOf = (pools: PoolDirectory) => pools.all()[0]?.kept;

function limitOf(definition: Definition, pools: PoolDirectory) {
  const { name, free: FreeLimitValue } = categoryOf(definition);
  const ProvisionedLimitValue = keptOf(pools)?.find(KIND, name)?.members.value ?? FreeLimitValue;
  return { Limit: { LimitDefinition: definition, ProvisionedLimitValue, FreeLimitValue } };
}

export const getProvisionedLimit = accountOperation({
  name: 'GetProvisionedLimit',
  input: v.object({ LimitDefinition }),
  handle: ({ LimitDefinition: definition }, pools) => limitOf(definition, pools),
});

export const updateProvisionedLimit = accountOperation({
  name: 'UpdateProvisionedLimit',
  keptOnly: true,
  notModelled: "Rates, and an account's own maximum",
  input: v.object({ LimitDefinition, RequestedLimitValue: whole(0, 2_147_483_647) }),
  handle: ({ LimitDefinition: definition, RequestedLimitValue: value }, pools) => {
    const { name, free } = categoryOf(definition);
    if (value < free) throw invalidParameter(`RequestedLimitValue must be at least ${free}.`);
    keptOf(pools)?.save(KIND, name, { value });
    return limitOf(definition, pools);
  },
});
