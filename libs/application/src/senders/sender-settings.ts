import type { Connection } from '@arauto/domain';
import { checkText, type Problems } from '../use-case/problems';
import type { Platform } from './platform';
import type { ConnectionInput, CredentialsInput } from './sender.body';

/** Where the platform is reached: https, or http on loopback (a simulator), on a host that connections may lead to. */
export function checkConnection(
  problems: Problems,
  connection: ConnectionInput,
  platform: Pick<Platform, 'mayReach'>,
): Connection {
  const { baseUrl, apiVersion, phoneNumberId, businessAccountId } = connection;
  if (!isReachable(baseUrl)) {
    problems.add('connection.baseUrl', 'invalid', 'connection.baseUrl must be an https address, or http on loopback.');
  } else if (!platform.mayReach(baseUrl)) {
    const message = 'connection.baseUrl must be on a host of ARAUTO_PROVIDER_HOSTS.';
    problems.add('connection.baseUrl', 'host_not_allowed', message);
  }
  if (!/^v\d+\.\d+$/.test(apiVersion)) {
    problems.add('connection.apiVersion', 'invalid', 'connection.apiVersion must be a version like v25.0.');
  }
  for (const [path, id] of Object.entries({ phoneNumberId, businessAccountId })) {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) {
      problems.add(`connection.${path}`, 'invalid', `connection.${path} must be 1 to 64 letters, digits, - or _.`);
    }
  }
  return { baseUrl: baseUrl.replace(/\/+$/, ''), apiVersion, phoneNumberId, businessAccountId };
}

function isReachable(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
}

export function checkCredentials(problems: Problems, credentials: CredentialsInput): CredentialsInput {
  const { accessToken, appSecret, verifyToken } = credentials;
  for (const [name, value] of Object.entries({ accessToken, appSecret, verifyToken })) {
    checkText(problems, `credentials.${name}`, value, 4096);
  }
  return { accessToken, appSecret, verifyToken };
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
