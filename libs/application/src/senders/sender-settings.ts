import type { Connection } from '@arauto/domain';
import { type ProviderKind, settingProblems, type Settings } from '@arauto/whatsapp';
import type { Problems } from '../use-case/problems';
import type { Platform } from './platform';

/** Settings that the provider cannot work with would be stored and claim an audience that nobody can be called for. */
export function checkSettings(
  problems: Problems,
  platform: Pick<Platform, 'mayReach'>,
  { settings }: ProviderKind,
  given: { readonly connection?: Connection | undefined; readonly credentials?: Settings | undefined },
): void {
  const unfit = settingProblems(settings, given);
  for (const { path, code, expected } of unfit) problems.add(path, code, `${path} must be ${expected}.`);
  const { connection } = given;
  // One fault of it is enough to say: what is no address leads nowhere.
  const isSaid = unfit.some(({ path }) => path === 'connection.baseUrl');
  if (connection === undefined || isSaid || platform.mayReach(connection.baseUrl)) return;
  const message = 'connection.baseUrl must be on a host of ARAUTO_PROVIDER_HOSTS.';
  problems.add('connection.baseUrl', 'host_not_allowed', message);
}

export function tidyConnection(connection: Connection): Connection {
  return { ...connection, baseUrl: connection.baseUrl.replace(/\/+$/, '') };
}
