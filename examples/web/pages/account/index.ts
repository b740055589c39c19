import { Hono } from 'hono';
import type { Env } from '../../env.js';
import type { People } from '../../people.js';
import { authenticator } from './authenticator.js';
import { contacts } from './contact.js';
import { deletion } from './delete.js';
import { overview } from './overview.js';
import { password } from './password.js';
import { secondStep } from './second-step.js';
import { sessions } from './sessions.js';

/** Everything that people do with their own account. */
export const account = (people: People) =>
  new Hono<Env>()
    .route('/', overview(people))
    .route('/', contacts(people))
    .route('/', password(people))
    .route('/', secondStep(people))
    .route('/', authenticator(people))
    .route('/', sessions(people))
    .route('/', deletion(people));
