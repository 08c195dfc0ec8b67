import { type Draws } from './draws';
import { outboundMessageId } from './message-ids';
import { type CloudUpdate } from './webhook-body';

/** A recipient from a range reserved for fiction. */
export const STRANGER = '12025550147';

/** A status of a message that another application of the same number sent. */
export function strangerUpdate(epoch: string, serial: number, at: number): CloudUpdate {
  const id = outboundMessageId(STRANGER, epoch, serial);
  return {
    list: 'statuses',
    json: `{"id":"${id}","status":"delivered","timestamp":"${Math.floor(at / 1000)}","recipient_id":"${STRANGER}"}`,
  };
}

const MALFORMED = [
  'null',
  '42',
  '{}',
  '[]',
  '"statuses"',
  '{"id":null,"status":"sent","timestamp":"0"}',
  '{"id":"wamid.=","status":"exploded","timestamp":"yesterday","recipient_id":17}',
  '{"id":{"nested":true},"status":["read"],"timestamp":-1,"errors":"none"}',
] as const;

/** Valid JSON that is no status at all; the elements around it are sound. */
export function malformedUpdate(draws: Draws): CloudUpdate {
  return { list: 'statuses', json: malformedJson(draws) };
}

export function malformedJson(draws: Draws): string {
  return draws.pick('malformed.which', MALFORMED);
}
