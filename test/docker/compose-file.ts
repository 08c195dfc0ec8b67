import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The folder that compose files stand in. */
export const DOCKER = join(__dirname, '../../../docker');

/** What tests look at of a service. */
export interface Service {
  readonly image: string;
  readonly command?: string | readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly volumes?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly stop_grace_period?: string;
  readonly user?: string;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly logging?: { readonly options?: Readonly<Record<string, string>> };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

export function textOf(name: string): string {
  return readFileSync(join(DOCKER, name), 'utf8');
}

export function composeFile(name: string): ComposeFile {
  return parse(textOf(name), { merge: true }) as ComposeFile;
}

/** The services that are processes of the engine, by name. */
export function engineServices(): readonly (readonly [string, Service])[] {
  return Object.entries(composeFile('compose.yml').services).filter(
    ([, { environment }]) => environment?.['ARAUTO_DUTIES'],
  );
}

/** `${NAME}`, `${NAME:-default}` and `${NAME:?message}`, as Docker Compose reads them. */
export function interpolated(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string | undefined, rest = '') => {
    const value = variables[name];
    if (value) return value;
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return rest as string;
  });
}

/** The lines of an environment file. */
export function variablesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => [/^(\w+)=(.*)$/.exec(line)?.slice(1) ?? []].filter(isPair)),
  );
}

function isPair(parts: readonly string[]): parts is readonly [string, string] {
  return parts.length === 2;
}
