import type { NumberFacts } from '../provider';
import { field } from './answer';

/** The fields that {@link readNumberFacts} understands, as the Graph API wants them in `?fields=`. */
export const NUMBER_FIELDS =
  'status,quality_rating,throughput,display_phone_number,whatsapp_business_manager_messaging_limit';

/** Messages per second by `throughput.level`. A level we do not know gets the lowest documented rate (coexistence). */
const THROUGHPUT: Readonly<Record<string, number>> = { STANDARD: 80, HIGH: 1000 };
const LOWEST_THROUGHPUT = 20;
/** A number without a stated limit is treated as a new one, so that we never send more than Meta allows. */
const LOWEST_TIER = 250;

/** Reads the answer of `GET /{phoneNumberId}?fields=…`, or null when it is not one. */
export function readNumberFacts(json: unknown): NumberFacts | null {
  const displayPhoneNumber = field(json, 'display_phone_number');
  if (typeof displayPhoneNumber !== 'string') return null;
  const level = field(field(json, 'throughput'), 'level') ?? 'STANDARD';
  const status = field(json, 'status');
  return {
    connected: status === undefined || status === 'CONNECTED',
    quality: readQuality(field(json, 'quality_rating')),
    tier: readTier(field(json, 'whatsapp_business_manager_messaging_limit')),
    throughput: (typeof level === 'string' ? THROUGHPUT[level] : undefined) ?? LOWEST_THROUGHPUT,
    displayPhoneNumber,
  };
}

/** `TIER_250` is 250, `TIER_10K` is 10,000, `TIER_UNLIMITED` is null. The steps change, so none is listed here. */
export function readTier(value: unknown): number | null {
  if (value === 'TIER_UNLIMITED') return null;
  const match = typeof value === 'string' ? /^TIER_(\d+)(K?)$/.exec(value) : null;
  return match ? Number(match[1]) * (match[2] ? 1000 : 1) : LOWEST_TIER;
}

function readQuality(value: unknown): NumberFacts['quality'] {
  return value === 'GREEN' || value === 'YELLOW' || value === 'RED' ? value : 'UNKNOWN';
}
