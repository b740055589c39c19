import type { IdentityProviderTypeType } from '@aws-sdk/client-cognito-identity-provider';
import { notFound } from '../internal/exception.js';
import { OrderedKeys, type Page } from './ordered-keys.js';
import type { Records } from './records.js';

/** An identity provider. The local pool keeps and describes it, and has no sign-in by it. */
export interface IdentityProviderRecord {
  readonly name: string;
  readonly type: IdentityProviderTypeType;
  readonly details: Readonly<Record<string, string>>;
  readonly attributeMapping?: Readonly<Record<string, string>>;
  readonly identifiers?: readonly string[];
  readonly acrMapping?: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** The identity providers of one pool. */
export class IdentityProviders {
  constructor(private readonly records: Records<IdentityProviderRecord>) {}

  find(name: string): IdentityProviderRecord | undefined {
    return this.records.get(name);
  }

  /** @throws ResourceNotFoundException */
  require(name: string): IdentityProviderRecord {
    const provider = this.find(name);
    if (!provider) throw notFound(`Identity provider ${name} does not exist.`);
    return provider;
  }

  /** Adds or replaces, and returns what was saved. */
  save(provider: IdentityProviderRecord): IdentityProviderRecord {
    this.records.set(provider.name, provider);
    return provider;
  }

  remove({ name }: IdentityProviderRecord): void {
    this.records.delete(name);
  }

  all(): IdentityProviderRecord[] {
    return [...this.records.values()];
  }

  page(query: { readonly limit: number; readonly token?: string | undefined }): Page<IdentityProviderRecord> {
    const keys = new OrderedKeys();
    for (const name of this.records.keys()) keys.add(name);
    return keys.page({ ...query, read: name => this.find(name) });
  }
}
