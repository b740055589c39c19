import {
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CallOptions, PoolConnection } from '../pool/connection.js';
import { type CodeDelivery, codeDelivery } from './delivery.js';

/** ForgotPassword: sends a code. The old password works until a new one is confirmed. */
export async function forgotPassword(
  pool: PoolConnection,
  username: string,
  options?: CallOptions,
): Promise<CodeDelivery | undefined> {
  const output = await pool.callAs(ForgotPasswordCommand, client => client.named(username), options);
  return codeDelivery(output.CodeDeliveryDetails);
}

/** ConfirmForgotPassword: sets a new password with the code that was sent. */
export async function confirmForgotPassword(
  pool: PoolConnection,
  {
    username,
    code,
    password,
  }: { readonly username: string; readonly code: string; readonly password: string },
  options?: CallOptions,
): Promise<void> {
  const change = { ConfirmationCode: code, Password: password };
  await pool.callAs(
    ConfirmForgotPasswordCommand,
    client => ({ ...client.named(username), ...change }),
    options,
  );
}

/** ChangePassword, for the signed-in user. `previous` is left out by a user who has no password yet. */
export async function changePassword(
  pool: PoolConnection,
  accessToken: string,
  { previous, proposed }: { readonly previous?: string | undefined; readonly proposed: string },
  options?: CallOptions,
): Promise<void> {
  const input = { AccessToken: accessToken, PreviousPassword: previous, ProposedPassword: proposed };
  await pool.call(ChangePasswordCommand, input, options);
}
