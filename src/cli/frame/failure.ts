/** What a command ends with. */
export const STATUS = {
  fine: 0,
  failed: 1,
  misuse: 2,
  notSignedIn: 3,
  challenge: 4,
  interrupted: 130,
} as const;

export type Status = (typeof STATUS)[keyof typeof STATUS];

/** A command that ends without success, in words for the person who typed it. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly status: Status;
  readonly advice: string | undefined;

  constructor(
    message: string,
    { advice, status = STATUS.failed, cause }: { advice?: string; status?: Status; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.advice = advice;
  }
}

/** The command line, or a setting, is wrong. Nothing was done. */
export const misuse = (message: string, advice?: string): CommandFailure =>
  new CommandFailure(message, { status: STATUS.misuse, ...(advice !== undefined && { advice }) });
