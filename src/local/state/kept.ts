import type {
  DomainDescriptionType,
  LogConfigurationType,
  ManagedLoginBrandingType,
  ResourceServerType,
  RiskConfigurationType,
  TermsType,
  UICustomizationType,
  UserPoolReplicaType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Clock } from '../../internal/seams.js';
import { notFound } from '../internal/exception.js';
import { OrderedKeys, type Page } from './ordered-keys.js';
import type { Records } from './records.js';

/** The dates are the record's. */
type Undated<Thing> = Omit<Thing, 'CreationDate' | 'LastModifiedDate'>;

/** What a pool has besides users, clients and groups, in the service's shapes, by kind. */
interface KindsOfThings {
  readonly Domain: DomainDescriptionType;
  readonly 'Log delivery configuration': { readonly LogConfigurations: LogConfigurationType[] };
  readonly 'Managed login branding': Undated<ManagedLoginBrandingType> & { readonly ClientId: string };
  /** Requests a second. */
  readonly 'Provisioned limit': { readonly value: number };
  readonly Replica: UserPoolReplicaType;
  readonly 'Resource server': ResourceServerType;
  readonly 'Risk configuration': RiskConfigurationType;
  readonly 'SSO session': { readonly MaxValidityMinutes: number };
  readonly Terms: Undated<TermsType>;
  readonly 'UI customization': UICustomizationType;
}

type Kind = keyof KindsOfThings;

/** One thing, as it is kept. Its dates are apart, since they are not the definition's. */
export interface KeptRecord<Name extends Kind = Kind> {
  readonly kind: Name;
  readonly name: string;
  readonly members: KindsOfThings[Name];
  readonly createdAt: number;
  readonly modifiedAt: number;
}

interface ThingsQuery {
  readonly limit: number;
  readonly token?: string | undefined;
}

/** The things of a pool that are described as they were sent, by kind and name. */
export class Kept {
  constructor(
    private readonly records: Records<KeptRecord>,
    private readonly now: Clock,
  ) {}

  find<Name extends Kind>(kind: Name, name: string): KeptRecord<Name> | undefined {
    return this.records.get(keyOf(kind, name)) as KeptRecord<Name> | undefined;
  }

  /** @throws ResourceNotFoundException */
  require<Name extends Kind>(kind: Name, name: string): KeptRecord<Name> {
    const record = this.find(kind, name);
    if (!record) throw notFound(`${kind} ${name} does not exist.`);
    return record;
  }

  /** Adds or replaces, and returns what was saved. */
  save<Name extends Kind>(kind: Name, name: string, members: KindsOfThings[Name]): KeptRecord<Name> {
    const createdAt = this.find(kind, name)?.createdAt ?? this.now();
    const record = { kind, name, members, createdAt, modifiedAt: this.now() };
    this.records.set(keyOf(kind, name), record);
    return record;
  }

  /** @throws ResourceNotFoundException */
  remove<Name extends Kind>(kind: Name, name: string): KeptRecord<Name> {
    const record = this.require(kind, name);
    this.records.delete(keyOf(kind, name));
    return record;
  }

  /** All of a kind, oldest first. */
  all<Name extends Kind>(kind: Name): KeptRecord<Name>[] {
    return [...this.records.values()].filter(
      (record): record is KeptRecord<Name> => (record.kind as Kind) === kind,
    );
  }

  page<Name extends Kind>(kind: Name, { limit, token }: ThingsQuery): Page<KeptRecord<Name>> {
    const keys = new OrderedKeys();
    for (const { name } of this.all(kind)) keys.add(name);
    return keys.page({ limit, token, read: name => this.find(kind, name) });
  }
}

const keyOf = (kind: Kind, name: string): string => `${kind}/${name}`;

/** A thing as the service describes it, with its dates. */
export const described = <Name extends Kind>({ members, createdAt, modifiedAt }: KeptRecord<Name>) => ({
  ...members,
  CreationDate: new Date(createdAt),
  LastModifiedDate: new Date(modifiedAt),
});
