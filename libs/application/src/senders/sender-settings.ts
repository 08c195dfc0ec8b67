import type { Connection } from '@arauto/domain';
import type { Problems } from '../use-case/problems';
import type { Platform } from './platform';
import type { ConnectionInput, CredentialsInput } from './sender.body';

/** Settings that the provider's adapter refuses would be stored and claim an audience that nobody can be called for. */
export async function checkFitness(
  problems: Problems,
  platform: Pick<Platform, 'unfit' | 'mayReach'>,
  settings: Partial<ConnectionInput & CredentialsInput>,
): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    if (value.length > LONGEST)
      problems.add(pathOf(name), 'too_long', `${pathOf(name)} has more than ${LONGEST} characters.`);
  }
  const unfit = await platform.unfit(settings);
  for (const { path, expected } of unfit) {
    const value = settings[path.slice(path.indexOf('.') + 1) as keyof typeof settings] ?? '';
    problems.add(path, value.trim() === '' ? 'required' : 'invalid', `${path} must be ${expected}.`);
  }
  const { baseUrl } = settings;
  // One fault of it is enough to say: what is no address leads nowhere.
  if (baseUrl === undefined || unfit.some(({ path }) => path === pathOf('baseUrl')) || platform.mayReach(baseUrl))
    return;
  const message = 'connection.baseUrl must be on a host of ARAUTO_PROVIDER_HOSTS.';
  problems.add('connection.baseUrl', 'host_not_allowed', message);
}

/** Characters of a setting. */
const LONGEST = 4096;

const SECRETS: ReadonlySet<string> = new Set<keyof CredentialsInput>(['accessToken', 'appSecret', 'verifyToken']);

function pathOf(setting: string): string {
  return SECRETS.has(setting) ? `credentials.${setting}` : `connection.${setting}`;
}

export function tidyConnection({ baseUrl, apiVersion, phoneNumberId, businessAccountId }: ConnectionInput): Connection {
  return { baseUrl: baseUrl.replace(/\/+$/, ''), apiVersion, phoneNumberId, businessAccountId };
}

/** Messages per second; null leaves it to what the platform says. */
export function checkPace(
  problems: Problems,
  pace: { readonly messagesPerSecond: number } | null | undefined,
): { readonly messagesPerSecond: number } | null {
  if (pace === null || pace === undefined) return null;
  const { messagesPerSecond } = pace;
  if (!Number.isFinite(messagesPerSecond) || messagesPerSecond <= 0 || messagesPerSecond > FASTEST) {
    const message = `pace.messagesPerSecond must be above 0 and at most ${FASTEST}.`;
    problems.add('pace.messagesPerSecond', 'out_of_range', message);
  }
  return { messagesPerSecond };
}

/** The highest throughput that the platform gives a number. Source: whatsapp-platform.md section 4.1. */
const FASTEST = 1000;
