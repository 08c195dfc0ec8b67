import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './public-address';

/** What the system's resolver says of a name: every address. */
export type Resolve = (
  hostname: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

const resolveBySystem: Resolve = (hostname, done) => systemLookup(hostname, { all: true }, done);

/**
 * Resolves the names of providers for a connection, and knows no address inside: a name on the list may be anybody's to point
 * elsewhere, later. `localhost` is on this machine and nowhere else. (An address written as such is not looked up: it is on the list
 * itself.)
 */
export function guardedLookup(resolve: Resolve = resolveBySystem): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, (error, addresses) => {
      if (error) {
        done(error, []);
        return;
      }
      const fits = isLocalName(hostname) ? isLoopbackAddress : isPublicAddress;
      const family = options.family === 4 || options.family === 6 ? options.family : undefined;
      const found = addresses.filter((each) => fits(each.address) && (family === undefined || each.family === family));
      const [first] = found;
      if (!first) done(refused(hostname), []);
      else if (options.all) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

function isLocalName(hostname: string): boolean {
  return /^(.+\.)?localhost\.?$/i.test(hostname);
}

function refused(hostname: string): NodeJS.ErrnoException {
  const message = `${hostname} does not lead to an address of the public internet: no connection was made`;
  return Object.assign(new Error(message), { code: 'EADDRREFUSED' });
}
