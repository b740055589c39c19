import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';

/** Where Cognito sent a code. */
export interface CodeDelivery {
  /** Masked as Cognito masks it: `a***@e***`, `+*******9934`. */
  readonly destination: string;
  readonly medium: 'EMAIL' | 'SMS';
  /** The attribute that the destination was read from: `email` or `phone_number`. */
  readonly attribute: string;
}

/** Undefined where no code was sent. */
export function codeDelivery(details: CodeDeliveryDetailsType | undefined): CodeDelivery | undefined {
  if (!details) return undefined;
  const { Destination = '', DeliveryMedium = 'EMAIL', AttributeName = '' } = details;
  return { destination: Destination, medium: DeliveryMedium, attribute: AttributeName };
}
