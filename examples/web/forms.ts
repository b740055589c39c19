import type { Handler } from 'hono';
import * as v from 'valibot';
import type { Env, WebContext } from './env.js';
import { type Problem, problemOf } from './problems.js';

/** What was typed into a form, by field. Empty at first. */
export type Typed = Readonly<Record<string, string>>;

/** Shows the page of a form: at first, and again with what was typed and what is wrong with it. */
export type FormPage = (
  context: WebContext,
  typed?: Typed,
  problems?: readonly Problem[],
) => Response | Promise<Response>;

const text = v.optional(v.string(), '');

/** The fields that forms have. */
export const fields = {
  name: v.pipe(text, v.trim(), v.nonEmpty('Enter your name'), v.maxLength(100, 'Use at most 100 characters')),
  email: v.pipe(text, v.trim(), v.email('Enter an e-mail address, such as ada@example.com')),
  password: v.pipe(text, v.nonEmpty('Enter your password'), v.maxLength(256, 'Use at most 256 characters')),
  newPassword: v.pipe(
    text,
    v.nonEmpty('Choose a password'),
    v.minLength(8, 'Use at least 8 characters'),
    v.maxLength(256, 'Use at most 256 characters'),
  ),
  factor: v.pipe(text, v.picklist(['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'], 'Choose one')),
  // People type codes in groups, as they see them.
  code: v.pipe(
    text,
    v.transform(code => code.replace(/\s/g, '')),
    v.regex(/^\d{6,8}$/, 'Enter the digits of the code'),
  ),
};

/**
 * Handles a form: `handle` gets its values once they are valid. The form's page shows invalid values, and what the pool
 * refuses.
 */
export function answering<Entries extends v.ObjectEntries>(
  entries: Entries,
  page: FormPage,
  handle: (
    context: WebContext,
    values: v.InferOutput<v.ObjectSchema<Entries, undefined>>,
  ) => Promise<Response>,
): Handler<Env> {
  const schema = v.object(entries);
  return async context => {
    const typed = await readForm(context);
    const { success, output, issues } = v.safeParse(schema, typed, { abortPipeEarly: true });
    if (!success) return page(context, typed, issues.map(toProblem));
    try {
      return await handle(context, output);
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      return page(context, typed, [problem]);
    }
  };
}

const toProblem = (issue: v.BaseIssue<unknown>): Problem => ({
  field: v.getDotPath(issue) ?? '',
  message: issue.message,
});

/** A form's fields, after the check that it is our form. */
export async function readForm(context: WebContext): Promise<Typed> {
  const { _csrf, ...typed } = Object.fromEntries(new URLSearchParams(await context.req.text()));
  context.var.session.checkCsrf(_csrf);
  return typed;
}
