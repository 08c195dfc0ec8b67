import { type BusinessNumber } from './business-numbers';
import { dialectOf } from './dialect-of';
import { type Draws } from './draws';
import { type Handset } from './handsets';
import { type InboundContent, typeOf, type Writer } from './inbound-update';
import { type Update } from './update';
import { type World } from './world';

/** Something that a person writes to a number now. */
export interface Writing {
  readonly number: BusinessNumber;
  readonly handset: Handset;
  readonly person: Writer;
  readonly content: InboundContent;
  readonly at: number;
  /** Message id that is quoted or whose button was tapped. */
  readonly contextId?: string | undefined;
  /** Whether that one was sent long ago. */
  readonly quotesOld?: boolean | undefined;
  readonly draws: Draws;
  /** Id of the message of the person that it changes or takes back. */
  readonly corrects?: string | undefined;
  /** The person came from an advertisement. */
  readonly referred?: boolean;
}

/** What comes of it: it opens the person's window, counts for the number and stands in the ledger. Who calls this sees to the webhook. */
export function writeTo(world: World, writing: Writing): { readonly id: string; readonly update: Update } {
  const { number, handset, person, content, at, contextId, corrects, quotesOld, draws, referred = false } = writing;
  world.sessions.open(number.id, handset, at);
  // Gupshup limits what its customers ask of it, not what persons write.
  if (world.knobs.throughputLimit && number.provider === 'cloud-api')
    world.bucketOf(number, number.throughput).take(at);
  const serial = world.nextSerial();
  const dialect = dialectOf(world, number);
  const id = dialect.inboundId(person.waId, world.epoch, serial);
  const file = world.media.keep(content, number.id, serial);
  world.inbound.record({
    ...{ messageId: id, handset, number: number.id, referred },
    timestamp: Math.floor(at / 1000),
    type: typeOf(content),
    ...wordsOf(content),
    contextId: contextId === undefined ? aboutWhat(content) : dialect.answeredId(contextId),
    corrects: corrects ?? null,
  });
  const facts = { id, from: person, at, content, file, contextId, quotesOld, draws };
  return { id, update: dialect.inbound({ ...facts, fromAdvertisement: referred }) };
}

function wordsOf(content: InboundContent): { readonly text: string | null; readonly payload: string | null } {
  if ('button' in content) return content.button;
  return { text: 'text' in content ? content.text : null, payload: null };
}

/** What a reaction is to stands in the reaction itself. */
function aboutWhat(content: InboundContent): string | null {
  if (!('object' in content) || content.type !== 'reaction') return null;
  return (content.object as { readonly message_id: string }).message_id;
}
