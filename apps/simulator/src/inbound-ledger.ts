import { type Handset } from './handsets';

/** A message that a person wrote, as it really was, whatever becomes of its webhook. */
export interface WrittenMessage {
  readonly messageId: string;
  readonly handset: Handset;
  /** Id of the number it was written to: the phone number id, or the id of its app. */
  readonly number: string;
  /** The stamp of its webhook, whole seconds. */
  readonly timestamp: number;
  readonly type: string;
  /** Of a plain text and of a button; null of any other kind. */
  readonly text: string | null;
  readonly payload: string | null;
  readonly contextId: string | null;
  readonly referred: boolean;
  /** Id of the message it changes or takes back; null for any other. */
  readonly corrects: string | null;
}

/** Everything that persons wrote in a run, in the order of writing; nothing of it is kept over a restart. */
export class InboundLedger {
  private readonly messages: WrittenMessage[] = [];

  record(message: WrittenMessage): void {
    this.messages.push(message);
  }

  /** One JSON text a message. */
  *lines(): Generator<string> {
    for (const { handset, ...message } of this.messages) yield JSON.stringify({ handset: `+${handset}`, ...message });
  }
}
