/**
 * Where the providers are reached, by their own documentation: Meta's Graph API, and the files of its persons; Gupshup's API and partner API, and
 * the files of its persons.
 */
const PROVIDERS_OWN = [
  ...['graph.facebook.com', 'lookaside.fbsbx.com'],
  ...['api.gupshup.io', 'partner.gupshup.io', 'filemanager.gupshup.io'],
];

/** The simulator's when nobody says another. */
const SIMULATOR_PORT = '4010';

/** `host`, `host:port` or `host:*`; IPv6 addresses in brackets. */
const ENTRY = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?:\d{1,5}|\*))?$/i;

/** The entries of a comma list, or undefined when one is none. */
export function readProviderHosts(text: string): readonly string[] | undefined {
  const entries = text.split(',').map((entry) => entry.trim().toLowerCase());
  return entries.every((entry) => ENTRY.test(entry) && isPort(entry)) ? entries : undefined;
}

/**
 * The providers' own and the simulator's: where it listens when it is started apart, and where a URL says that it is.
 * @param simulatorPort `ARAUTO_SIMULATOR_PORT` as it was written
 */
export function defaultProviderHosts(
  simulator: 'auto' | 'off' | { readonly url: string },
  simulatorPort: string | undefined,
): readonly string[] {
  const port = simulatorPort !== undefined && /^[1-9]\d{0,4}$/.test(simulatorPort) ? simulatorPort : SIMULATOR_PORT;
  const named = typeof simulator === 'object' ? [new URL(simulator.url).host] : [];
  return [...PROVIDERS_OWN, `127.0.0.1:${port}`, `localhost:${port}`, ...named];
}

function isPort(entry: string): boolean {
  const port = /:(\d+)$/.exec(entry.replace(/^\[.*\]/, ''))?.[1];
  return port === undefined || Number(port) <= 65_535;
}
