import { createHmac } from 'node:crypto';
import { type CloudNumber } from './business-numbers';
import { type Knobs } from './knobs';
import { webhookBody, type CloudUpdate } from './webhook-body';
import { type Receiver } from './webhook-outbox';

/** The receiver of a number on the Cloud API: signed batches, which only a 200 acknowledges. */
export class CloudReceiver implements Receiver<CloudUpdate> {
  /** @param number as it is connected now */
  constructor(
    private readonly number: () => CloudNumber,
    private readonly knobs: Knobs,
  ) {}

  get url(): string | undefined {
    return this.number().subscription?.url;
  }

  get batchSize(): number {
    return this.knobs.batchSize;
  }

  get batchDelayMs(): number {
    return this.knobs.batchDelayMs;
  }

  body(updates: readonly CloudUpdate[], now: number): Buffer {
    return Buffer.from(webhookBody(this.number(), updates, this.batchSize, now), 'latin1');
  }

  headers(body: Buffer): Record<string, string> {
    const signature = createHmac('sha256', this.number().subscription!.appSecret).update(body).digest('hex');
    return { 'x-hub-signature-256': `sha256=${signature}`, 'user-agent': 'facebookexternalua' };
  }

  acknowledges(status: number): boolean {
    return status === 200;
  }
}
