import { WebhookNotJson } from '../webhook-element';

/** Levels of a body; platforms' own have some twelve. What lies deeper could be read here and nowhere be written down again. */
const DEEPEST = 64;

/** A body without what lies too deep. @throws WebhookNotJson */
export function readBody(rawBody: Buffer): unknown {
  let body: unknown;
  try {
    body = JSON.parse(rawBody.toString('utf8'));
  } catch (error) {
    throw new WebhookNotJson(error);
  }
  return isDeep(body, DEEPEST) ? cut(body, DEEPEST) : body;
}

function isDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeep(item, levels - 1));
}

/** The same without what lies deeper. */
function cut(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return `… more than ${DEEPEST} levels deep`;
  if (Array.isArray(value)) return value.map((item) => cut(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cut(item, levels - 1)]));
}
