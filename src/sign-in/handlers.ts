import type { SoftwareToken } from '../api/software-token.js';
import type { Challenge } from '../errors/challenge.js';

type Awaitable<T> = T | Promise<T>;

/** What every handler gets. */
export interface Prompt {
  readonly challenge: Challenge;
  /** 1 at first; one more each time Cognito refused the answer before. */
  readonly attempt: number;
}

/** A code was sent, or an authenticator shows one. */
export interface CodePrompt extends Prompt {
  /** Where the code went, masked as Cognito masks it: `+*******9934`, `a***@e***`. */
  readonly destination?: string;
  /** `SMS` or `EMAIL`. */
  readonly medium?: string;
  /** The name the user gave their authenticator. */
  readonly deviceName?: string;
}

/** The user has to choose a password before anything else. */
export interface NewPasswordPrompt extends Prompt {
  /** Attributes that the pool requires and the user lacks, without Cognito's `userAttributes.` prefix. */
  readonly requiredAttributes: readonly string[];
  /** What the pool knows of the user now. */
  readonly userAttributes: Readonly<Record<string, string>>;
}

export interface NewPasswordReply {
  readonly newPassword: string;
  /** Attributes to set. Those that already have the same value are not sent: Cognito refuses them. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** The user has to choose. */
export interface ChoicePrompt extends Prompt {
  readonly choices: readonly string[];
}

/** The user has to set up a second factor before the sign-in can end. */
export interface MfaSetupPrompt extends Prompt {
  /** What can be set up: `SOFTWARE_TOKEN_MFA`, `EMAIL_OTP`, `SMS_MFA`. Empty where the pool does not say. */
  readonly choices: readonly string[];
  /**
   * Asks for the secret of an authenticator (AssociateSoftwareToken), once in a sign-in: later calls give the same.
   *
   * @param options.issuer What the authenticator shows beside the username. Default `Cognito`.
   * @throws {MfaMethodNotFoundError} when the pool does not offer software tokens.
   */
  associate(options?: { readonly issuer?: string }): Promise<SoftwareToken>;
}

/** Either the authenticator's current code, or an e-mail address to receive codes at. */
export type MfaSetupReply = Readonly<{ code: string; deviceName?: string }> | Readonly<{ email: string }>;

/** A trigger of the pool asks something. */
export interface CustomChallengePrompt extends Prompt {
  /** The public parameters that the trigger gave. */
  readonly parameters: Readonly<Record<string, string>>;
  /** 1 for the first custom challenge of this sign-in, 2 for the next, and so on. */
  readonly round: number;
}

/**
 * Functions that answer challenges while a sign-in runs. A challenge without its handler ends the call with the
 * challenge's own error.
 */
export interface ChallengeHandlers {
  readonly onSoftwareTokenMfa?: ((prompt: CodePrompt) => Awaitable<string>) | undefined;
  readonly onSmsMfa?: ((prompt: CodePrompt) => Awaitable<string>) | undefined;
  readonly onEmailOtp?: ((prompt: CodePrompt) => Awaitable<string>) | undefined;
  readonly onSmsOtp?: ((prompt: CodePrompt) => Awaitable<string>) | undefined;
  readonly onNewPasswordRequired?:
    | ((prompt: NewPasswordPrompt) => Awaitable<string | NewPasswordReply>)
    | undefined;
  readonly onSelectMfaType?: ((prompt: ChoicePrompt) => Awaitable<string>) | undefined;
  readonly onMfaSetup?: ((prompt: MfaSetupPrompt) => Awaitable<MfaSetupReply>) | undefined;
  readonly onSelectChallenge?: ((prompt: ChoicePrompt) => Awaitable<string>) | undefined;
  readonly onCustomChallenge?: ((prompt: CustomChallengePrompt) => Awaitable<string>) | undefined;
}

/** How many wrong codes one handler may give: the last one ends the sign-in. */
export const MAX_ATTEMPTS = 3;

/** The names of all handlers, for checking options. */
export const HANDLER_NAMES = [
  'onSoftwareTokenMfa',
  'onSmsMfa',
  'onEmailOtp',
  'onSmsOtp',
  'onNewPasswordRequired',
  'onSelectMfaType',
  'onMfaSetup',
  'onSelectChallenge',
  'onCustomChallenge',
] as const satisfies readonly (keyof ChallengeHandlers)[];
