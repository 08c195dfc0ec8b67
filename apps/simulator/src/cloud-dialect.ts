import { type CloudNumber } from './business-numbers';
import { type Dialect } from './dialect';
import { type Draws } from './draws';
import { inboundUpdate, preferenceUpdate, type InboundMessage, type Writer } from './inbound-update';
import { jsonValue } from './json-text';
import { inboundMessageId, outboundMessageId } from './message-ids';
import { OTHER_KINDS } from './person-writes';
import { statusUpdate, type StatusFacts } from './status-update';
import { malformedUpdate, strangerUpdate } from './stray-updates';
import { type CloudUpdate } from './webhook-body';

/** The Cloud API's own words. */
export class CloudDialect implements Dialect {
  readonly kinds = OTHER_KINDS;
  readonly messageId = outboundMessageId;
  readonly inboundId = inboundMessageId;

  constructor(private readonly number: CloudNumber) {}

  answeredId(messageId: string): string {
    return messageId;
  }

  status(facts: StatusFacts): readonly CloudUpdate[] {
    return [statusUpdate(facts)];
  }

  inbound(message: InboundMessage): CloudUpdate {
    return inboundUpdate(message, this.number);
  }

  preference(from: Writer, at: number): CloudUpdate {
    return preferenceUpdate(from, this.number, at);
  }

  change(field: string, value: object): CloudUpdate {
    return { field, value: jsonValue(value) };
  }

  stranger(epoch: string, serial: number, at: number): CloudUpdate {
    return strangerUpdate(epoch, serial, at);
  }

  malformed(draws: Draws): CloudUpdate {
    return malformedUpdate(draws);
  }
}
