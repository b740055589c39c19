/** What a Lambda function does with the library, to be bundled: somebody signs in, and an administrator looks them up. */
import { Cognito, UserPool } from 'portcullis';

interface Event {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly endpoint: string;
}

export async function signIn(event: Event): Promise<string> {
  await using cognito = new Cognito({ ...event, username: 'ada' });
  await cognito.authenticate('Correct-Horse-9');
  const { id } = await cognito.verifyTokens();
  return `${id.username} ${(await cognito.getUser()).attributes.email}`;
}

export async function administer(event: Event): Promise<string> {
  await using pool = new UserPool({ ...event, credentials: { accessKeyId: 'id', secretAccessKey: 'key' } });
  return (await pool.users.get('ada')).username;
}
