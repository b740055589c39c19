import type { GroupDefinition } from './definition.js';
import type { PolicyDocument } from './policy.js';

/** What a plan says of a group's settings. Only those that are to change are there. */
export interface GroupSettings {
  readonly description?: string;
  readonly precedence?: number;
}

/** Something that makes what is there like the definition. `from`, where there is one, is what is there. */
export type Correction =
  | {
      readonly kind: 'create-role';
      readonly role: string;
      readonly group: string;
      readonly trustPolicy: unknown;
    }
  | { readonly kind: 'set-trust-policy'; readonly role: string; readonly from: unknown; readonly to: unknown }
  | {
      readonly kind: 'put-policy';
      readonly role: string;
      readonly from?: unknown;
      readonly to: PolicyDocument;
    }
  | {
      readonly kind: 'create-group';
      readonly group: string;
      readonly to: GroupSettings & { readonly role: string };
    }
  | {
      readonly kind: 'update-group';
      readonly group: string;
      readonly from: GroupSettings & { readonly roleArn?: string };
      readonly to: GroupSettings & { readonly role?: string };
    };

/** Something that is there and that the definition does not have. It is done only when it was asked for. */
export type Deletion =
  | { readonly kind: 'delete-policy'; readonly role: string; readonly policy: string }
  | { readonly kind: 'detach-policy'; readonly role: string; readonly policyArn: string }
  | { readonly kind: 'delete-group'; readonly group: string }
  | { readonly kind: 'delete-role'; readonly role: string };

export type Change = Correction | Deletion;

/** A group of a definition that knows its role's name. */
export interface Wanted extends GroupDefinition {
  readonly roleName: string;
}
