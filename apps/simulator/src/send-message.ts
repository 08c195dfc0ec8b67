import { type CloudNumber } from './business-numbers';
import { graphError, graphErrorBody, type GraphError } from './graph-error';
import { type Writer } from './inbound-update';
import { type Exchange } from './journaled-exchange';
import { type JsonObject } from './json-object';
import { outboundMessageId } from './message-ids';
import { readMessageRequest, type MessageRequest } from './message-request';
import { hasPairQuota, takeMessage } from './take-message';
import { type World } from './world';

/** Takes one send request: refuses it, or accepts it and lets its fate take its course. */
export function sendMessage(world: World, number: CloudNumber, body: JsonObject, exchange: Exchange): void {
  const refuse = (error: GraphError): void => {
    exchange.json(error.httpStatus, graphErrorBody(error));
  };
  const restriction = world.known.numbers.restrictionOf(number.account);
  if (restriction !== undefined) {
    refuse(graphError(restriction, 'The account is restricted from sending messages.'));
    return;
  }
  const now = world.clock.now();
  if (world.knobs.throughputLimit && !world.bucketOf(number, number.throughput).take(now)) {
    refuse(graphError(130429, `Cloud API message throughput of ${number.throughput} per second has been reached.`));
    return;
  }
  const request = readMessageRequest(body, number, world.known);
  if ('code' in request) {
    refuse(request);
    return;
  }
  if (!hasPairQuota(world, number, request.handset, now)) {
    refuse(graphError(131056, 'Too many messages from this sender to the same recipient in a short time.'));
    return;
  }
  if (
    world.knobs.closedWindowRefusal === 'sync' &&
    !request.template &&
    !world.hasOpenSession(number, request.handset, now)
  ) {
    refuse(graphError(131047, 'More than 24 hours have passed since the recipient last replied.'));
    return;
  }
  takeMessage(world, number, request, {
    exchange,
    refuse: (code) => {
      refuse(graphError(code));
    },
    refuseAsOrdered: ({ code, message }) => {
      refuse(graphError(code, message));
    },
    closedWindowCode: 131047,
    fateOf: (fate) => fate,
    answer: (person, serial) => ({ status: 200, body: accepted(world, request, person, serial) }),
  });
}

/** The response of a message that was taken. */
function accepted(world: World, request: MessageRequest, person: Writer, serial: number): string {
  const contact = {
    input: request.input,
    ...(request.input === null ? { user_id: person.userId } : { wa_id: person.waId }),
  };
  return JSON.stringify({
    messaging_product: 'whatsapp',
    contacts: [contact],
    messages: [
      {
        id: outboundMessageId(request.digits, world.epoch, serial),
        ...(request.template && { message_status: 'accepted' }),
      },
    ],
  });
}
