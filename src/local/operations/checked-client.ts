import type { ClientMembers } from '../members/client.js';
import type { Pool } from '../pool/pool.js';
import { checkClient, checkValidity, clientConfiguration } from '../state/client-configuration.js';
import { scopesOf } from './kept/resource-servers.js';

/** A client's configuration, found to fit its pool. @throws what the service refuses it with */
export function checkedClient(
  { settings, identityProviders, kept }: Pool,
  given: ClientMembers,
  secrets: readonly string[],
) {
  const configuration = clientConfiguration(given);
  checkValidity(configuration);
  checkClient(configuration, {
    settings: settings(),
    hasSecret: secrets.length > 0,
    hasProvider: name => identityProviders.find(name) !== undefined,
    hasScope: scope => kept.all('Resource server').some(({ members }) => scopesOf(members).includes(scope)),
  });
  return configuration;
}
