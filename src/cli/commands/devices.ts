import type { Device } from '../../api/devices.js';
import type { UserSession } from '../../api/user-sessions.js';
import { sure } from '../frame/ask.js';
import type { Call } from '../frame/call.js';
import { misuse } from '../frame/failure.js';
import { withSession } from '../frame/session.js';
import { when } from '../frame/words.js';
import type { Json } from '../shapes/shapes.js';

const iso = (time: Date | undefined): string | null => time?.toISOString() ?? null;

/** `portcullis devices list`. */
export async function list(call: Call): Promise<void> {
  await withSession(call, async cognito => {
    const own = cognito.tokens?.deviceKey;
    await call.out.list(cognito.listDevices(), {
      columns: [
        { name: 'key', of: ({ deviceKey }) => deviceKey },
        { name: 'name', of: ({ name }) => name },
        { name: 'last sign-in', of: ({ authenticatedAt }) => when(authenticatedAt) },
        { name: 'from', of: ({ lastIpAddress }) => lastIpAddress },
        { name: '', of: ({ deviceKey }) => (deviceKey === own ? 'this machine' : '') },
      ],
      value: ({
        deviceKey,
        name,
        lastIpAddress,
        authenticatedAt,
        createdAt,
      }: Device): Json<'devices list'>[number] => ({
        deviceKey,
        name: name ?? null,
        lastIpAddress: lastIpAddress ?? null,
        authenticatedAt: iso(authenticatedAt),
        createdAt: iso(createdAt),
        current: deviceKey === own,
      }),
      none: 'The pool remembers no device of yours.',
    });
  });
}

/** `portcullis devices forget`. */
export async function forget(call: Call): Promise<void> {
  await withSession(call, async cognito => {
    const own = cognito.tokens?.deviceKey;
    const deviceKey = call.args[0] ?? own;
    if (deviceKey === undefined)
      throw misuse('this session has no tracked device', 'Name a key of: portcullis devices list');
    await sure(call, `Forget ${deviceKey === own ? 'this machine' : deviceKey}?`);
    await cognito.forgetDevice(deviceKey);
    const value: Json<'devices forget'> = { deviceKey, forgotten: true };
    await call.out.result(value, `${deviceKey} is forgotten.`);
  });
}

/** `portcullis sessions list`. */
export async function listSessions(call: Call): Promise<void> {
  await withSession(call, cognito =>
    call.out.list(cognito.listSessions(), {
      columns: [
        { name: 'id', of: ({ sessionId }) => sessionId },
        { name: 'app client', of: ({ clientId }) => clientId },
        { name: 'device', of: ({ device }) => device },
        { name: 'from', of: ({ lastIpAddress }) => lastIpAddress },
        { name: 'active', of: ({ lastActiveAt }) => when(lastActiveAt) },
        { name: '', of: ({ current }) => (current ? 'this session' : '') },
      ],
      value: (session: UserSession): Json<'sessions list'>[number] => ({
        sessionId: session.sessionId,
        clientId: session.clientId ?? null,
        device: session.device ?? null,
        lastIpAddress: session.lastIpAddress ?? null,
        createdAt: iso(session.createdAt),
        lastActiveAt: iso(session.lastActiveAt),
        current: session.current,
      }),
      none: 'No sessions.',
    }),
  );
}

/** `portcullis sessions revoke`. */
export async function revokeSession(call: Call): Promise<void> {
  const [sessionId = ''] = call.args;
  await sure(call, `End the session ${sessionId}?`);
  await withSession(call, cognito => cognito.revokeSession(sessionId));
  const value: Json<'sessions revoke'> = { sessionId, revoked: true };
  await call.out.result(value, `The session ${sessionId} was ended.`);
}
