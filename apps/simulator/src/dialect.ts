import { type Draws } from './draws';
import { type InboundMessage, type Writer } from './inbound-update';
import { type OtherKind } from './person-writes';
import { type StatusFacts } from './status-update';
import { type Update } from './update';

/** How the platform of a number names messages and tells of what happens. */
export interface Dialect {
  /** What persons can write to its numbers that is no plain text. */
  readonly kinds: readonly [OtherKind, ...OtherKind[]];
  /** What WhatsApp calls a message of ours in updates and quotations. */
  messageId(phone: string, epoch: string, serial: number): string;
  /** What the sender of a message of ours was answered, by which the ledgers know it. */
  answeredId(messageId: string): string;
  /** What it calls a message of a person. */
  inboundId(phone: string, epoch: string, serial: number): string;
  /** Everything that is told of one thing that happened to a message of ours. */
  status(facts: StatusFacts): readonly Update[];
  inbound(message: InboundMessage): Update;
  /** A person's wish about marketing messages, from the app's own menu. */
  preference(from: Writer, at: number): Update;
  /** News of the account, its numbers and templates, as Meta calls them. */
  change(field: string, value: Readonly<Record<string, unknown>>): Update;
  /** A status of a message that another application of the same number sent. */
  stranger(epoch: string, serial: number, at: number): Update;
  /** Valid JSON that is no status at all. */
  malformed(draws: Draws): Update;
}
