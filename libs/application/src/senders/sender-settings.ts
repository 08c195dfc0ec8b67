import type { Connection } from '@arauto/domain';
import type { Problems } from '../use-case/problems';
import type { Platform } from './platform';
import type { ConnectionBody, CredentialsBody } from './sender-fields';

/** Settings that the provider's adapter refuses would be stored and claim an audience that nobody can be called for. */
export async function checkFitness(
  problems: Problems,
  platform: Pick<Platform, 'unfit' | 'mayReach'>,
  settings: Partial<ConnectionBody & CredentialsBody>,
): Promise<void> {
  const unfit = await platform.unfit(settings);
  for (const { path, expected } of unfit) problems.add(path, 'invalid', `${path} must be ${expected}.`);
  const { baseUrl } = settings;
  // One fault of it is enough to say: what is no address leads nowhere.
  const isAddress = baseUrl !== undefined && unfit.every(({ path }) => path !== 'connection.baseUrl');
  if (!isAddress || platform.mayReach(baseUrl)) return;
  const message = 'connection.baseUrl must be on a host of ARAUTO_PROVIDER_HOSTS.';
  problems.add('connection.baseUrl', 'host_not_allowed', message);
}

export function tidyConnection({ baseUrl, apiVersion, phoneNumberId, businessAccountId }: ConnectionBody): Connection {
  return { baseUrl: baseUrl.replace(/\/+$/, ''), apiVersion, phoneNumberId, businessAccountId };
}
