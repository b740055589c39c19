/** Who sees and ends their sessions: a signed-in `Cognito`. */
export interface SessionHolder {
  listSessions(): AsyncIterable<{ readonly sessionId: string; readonly current: boolean }>;
  revokeSession(sessionId: string): Promise<void>;
}

/**
 * Ends every session of a person but the one that asks (ListUserSessions, RevokeUserSession), where the pool tracks sessions.
 * Their access tokens work until they expire, wherever nothing asks the pool.
 *
 * @returns How many.
 * @throws {ServiceError | ConnectionError} when the pool refuses or does not answer.
 */
export async function revokeOtherSessions(person: SessionHolder): Promise<number> {
  const others: string[] = [];
  // All first: to end one while the pool lists them could hide the next.
  for await (const { sessionId, current } of person.listSessions()) if (!current) others.push(sessionId);
  for (const sessionId of others) await person.revokeSession(sessionId);
  return others.length;
}
