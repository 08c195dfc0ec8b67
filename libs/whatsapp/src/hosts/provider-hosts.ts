/** Where connections may point: whoever may register a number must not make this machine call whatever it can reach. */
export interface ProviderHosts {
  /** Whether a base URL, as `URL` reads it, is on the list. */
  allows(baseUrl: string): boolean;
}

/**
 * @param entries `host` (the port that its scheme has by default), `host:port`, or `host:*` (any port). Hosts are compared as `URL`
 * writes them, in which `http://2130706433`, `http://0177.0.0.1` and `http://127.1` are all `127.0.0.1`.
 */
export function providerHosts(entries: readonly string[]): ProviderHosts {
  const known = new Set(entries.map(normal));
  return {
    allows(baseUrl) {
      const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
      if (!url || !/^https?:$/.test(url.protocol)) return false;
      const { hostname, port } = url;
      if (port === '' && known.has(hostname)) return true;
      const there = port === '' ? DEFAULT_PORTS[url.protocol] : port;
      return known.has(`${hostname}:${there}`) || known.has(`${hostname}:*`);
    },
  };
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

/** The host as `URL` writes it, and the port as it was written. */
function normal(entry: string): string {
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(entry) ?? [];
  const url = URL.canParse(`https://${host}`) ? new URL(`https://${host}`).hostname : host.toLowerCase();
  return port === undefined ? url : `${url}:${port}`;
}
