import type { Clock } from '@arauto/clock';
import type { Connection } from '@arauto/domain';
import type { Connect } from './calls/connections';
import { cloudApi } from './cloud-api';
import { gupshup } from './gupshup';
import type { ProviderHosts } from './hosts/provider-hosts';
import { closedProvider } from './hosts/closed-provider';
import type { Provider } from './provider';
import type { ProviderKind } from './provider-kind';
import type { Settings } from './settings';

/** Every provider that a number can be registered with. */
export const PROVIDERS: readonly ProviderKind[] = [cloudApi, gupshup];

export const PROVIDER_NAMES: readonly string[] = PROVIDERS.map(({ name }) => name);

const byName: ReadonlyMap<string, ProviderKind> = new Map(PROVIDERS.map((kind) => [kind.name, kind]));

/** The kind of a registered number. @throws Error for a name that no kind has: the log is of a later version than this program */
export function providerKind(name: string): ProviderKind {
  const kind = byName.get(name);
  if (!kind) throw new Error(`there is no provider ${name}`);
  return kind;
}

/** As far as its provider is concerned. */
export interface RegisteredNumber {
  readonly provider: string;
  readonly connection: Connection;
}

/** What webhooks call a number and its account. */
export function namesOf({ provider, connection }: RegisteredNumber) {
  return providerKind(provider).namesOf(connection);
}

/** Gets ready to call from a number. @throws UnfitSettings */
export type OpenProvider = (
  number: RegisteredNumber,
  credentials: Settings,
  options: { readonly clock: Clock },
) => Promise<Provider>;

/**
 * What leads elsewhere than to `hosts` makes no call, whatever kind it is.
 * @param connect what calls go through, where that is not the network
 */
export function openerOn(hosts: ProviderHosts, connect?: Connect): OpenProvider {
  return async ({ provider, connection }, credentials, options) =>
    hosts.allows(connection.baseUrl)
      ? providerKind(provider).open(connection, credentials, { ...options, hosts, connect })
      : closedProvider;
}
