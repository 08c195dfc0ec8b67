import { join, resolve } from 'node:path';
import { DUTIES, type Key, type Place, type Settings } from './keys';

/** SQLite files and a folder of this machine, as absolute paths: one process, that does everything. */
export interface EmbeddedPlaces {
  readonly kind: 'embedded';
  readonly eventStore: string;
  readonly viewStore: string;
  readonly vault: string;
  /** Folder of contact files. */
  readonly files: string;
  /** Folder of the files of exports. */
  readonly exports: string;
}

/** Servers, as connection strings: `esdb://…` and, each with its database, `mongodb://…`; and what vault and files are encrypted under. */
export interface ProductionPlaces {
  readonly kind: 'production';
  readonly eventStore: string;
  readonly viewStore: string;
  readonly vault: string;
  readonly files: string;
  readonly secret: string;
}

export type StorePlaces = EmbeddedPlaces | ProductionPlaces;

const STORES = ['ARAUTO_EVENT_STORE', 'ARAUTO_VIEW_STORE', 'ARAUTO_VAULT', 'ARAUTO_FILES'] as const;

/** Keys that are right each by itself and cannot be together, with what is expected. */
export function* unfitTogether(found: Settings): Generator<readonly [Key, string]> {
  if (!STORES.some((key) => isServer(found[key]))) {
    if (DUTIES.some((duty) => found.ARAUTO_DUTIES?.includes(duty) === false)) {
      yield [
        'ARAUTO_DUTIES',
        `expected ${DUTIES.join(',')}, or servers as stores: on embedded ones one process does everything`,
      ];
    }
    return;
  }
  const server = 'the stores are all servers or all of this machine';
  for (const key of STORES) {
    if (key === 'ARAUTO_FILES' && found[key] === undefined) continue;
    if (isServer(found[key])) continue;
    yield [
      key,
      `${server}: expected ${key === 'ARAUTO_EVENT_STORE' ? 'esdb://<hosts>' : 'mongodb://<hosts>/<database>'}`,
    ];
  }
  const [views, vault] = [urlOf(found.ARAUTO_VIEW_STORE), urlOf(found.ARAUTO_VAULT)];
  if (views !== '' && databaseOf(views) === databaseOf(vault)) {
    yield ['ARAUTO_VAULT', 'expected a database of its own: views can be deleted, the vault cannot'];
  }
  if (views !== '' && databaseOf(views) === databaseOf(urlOf(found.ARAUTO_FILES))) {
    yield ['ARAUTO_FILES', 'expected a database of its own, or that of the vault: views can be deleted, files cannot'];
  }
  if (found.ARAUTO_SECRET === undefined) {
    yield [
      'ARAUTO_SECRET',
      'expected at least 32 characters: with servers none is made, as there is no folder to keep it in',
    ];
  }
}

/** Where the stores are; what is not set lies in the data folder, and files of servers where the vault is. */
export function storePlaces(found: Settings, dataDirectory: string, cwd: string): StorePlaces {
  const eventStore = urlOf(found.ARAUTO_EVENT_STORE);
  if (eventStore !== '') {
    const vault = urlOf(found.ARAUTO_VAULT);
    const files = urlOf(found.ARAUTO_FILES) || vault;
    const viewStore = urlOf(found.ARAUTO_VIEW_STORE);
    return { kind: 'production', eventStore, viewStore, vault, files, secret: found.ARAUTO_SECRET ?? '' };
  }
  const { kind, ...places } = embeddedPlaces(dataDirectory);
  const path = (place: Place | undefined, otherwise: string) =>
    place && 'path' in place ? resolve(cwd, place.path) : otherwise;
  return {
    kind,
    eventStore: path(found.ARAUTO_EVENT_STORE, places.eventStore),
    viewStore: path(found.ARAUTO_VIEW_STORE, places.viewStore),
    vault: path(found.ARAUTO_VAULT, places.vault),
    files: path(found.ARAUTO_FILES, places.files),
    exports: places.exports,
  };
}

/** The stores of a data folder, all in it. */
export function embeddedPlaces(dataDirectory: string): EmbeddedPlaces {
  const at = (name: string) => join(dataDirectory, name);
  return {
    kind: 'embedded',
    eventStore: at('events.db'),
    viewStore: at('views.db'),
    vault: at('vault.db'),
    files: at('files'),
    exports: at('exports'),
  };
}

function isServer(place: Place | undefined): boolean {
  return place !== undefined && 'url' in place;
}

/** `''` where it is none. */
function urlOf(place: Place | undefined): string {
  return place && 'url' in place ? place.url : '';
}

function databaseOf(url: string): string {
  return withoutCredentials(url).replace(/\?.*$/, '');
}

/** A connection string as it may be shown and kept. */
export function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/?#@]*@/, '//');
}
