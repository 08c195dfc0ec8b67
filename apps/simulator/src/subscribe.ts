import { randomInt } from 'node:crypto';
import { type CloudNumber } from './business-numbers';
import { type World } from './world';

/**
 * Performs the handshake with a receiver and, when it succeeds, sends the number's webhooks there from now on. Otherwise
 * answers one sentence that says what the receiver did wrong; the former subscription stays.
 */
export async function subscribe(
  world: World,
  number: CloudNumber,
  url: string,
  verifyToken: string,
): Promise<string | undefined> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return `"${url}" is no http address`;
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
  const { client, knobs } = world.post;
  const problem = await client.handshake(url, verifyToken, challenge, knobs.webhookTimeoutMs);
  if (problem === undefined) number.subscription = { url, appSecret: number.appSecret };
  return problem;
}
