import { type Quality, QUALITIES } from '@arauto/domain';
import { HIGH_THROUGHPUT } from '../meta-webhooks/platform-words';
import type { NumberFacts } from '../provider';
import { field, optionalLimit } from '../reading';

/** The fields that {@link readNumberFacts} understands, as the Graph API wants them in `?fields=`. */
export const NUMBER_FIELDS =
  'status,quality_rating,throughput,display_phone_number,whatsapp_business_manager_messaging_limit';

/** By `throughput.level`. A level we do not know gets the lowest documented rate (coexistence). */
const THROUGHPUT: ReadonlyMap<unknown, number> = new Map([
  ['STANDARD', 80],
  ['HIGH', HIGH_THROUGHPUT],
]);
const LOWEST_THROUGHPUT = 20;
/** A number without a stated limit is treated as a new one, so that we never send more than Meta allows. */
const LOWEST_TIER = 250;

/** Reads the answer of `GET /{phoneNumberId}?fields=…`, or null when it is not one. */
export function readNumberFacts(json: unknown): NumberFacts | null {
  if (typeof field(json, 'display_phone_number') !== 'string') return null;
  const status = field(json, 'status');
  const tier = optionalLimit(field(json, 'whatsapp_business_manager_messaging_limit'));
  return {
    connected: status === undefined || status === 'CONNECTED',
    quality: readQuality(field(json, 'quality_rating')),
    tier: tier === undefined ? LOWEST_TIER : tier,
    throughput: THROUGHPUT.get(field(field(json, 'throughput'), 'level') ?? 'STANDARD') ?? LOWEST_THROUGHPUT,
  };
}

function readQuality(value: unknown): Quality {
  return QUALITIES.find((quality) => quality === value) ?? 'UNKNOWN';
}
