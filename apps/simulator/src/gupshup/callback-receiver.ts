import { type GupshupNumber } from '../business-numbers';
import { type Receiver } from '../webhook-outbox';
import { type AppSubscription } from './app';
import { callbackBody, type Callback } from './callback';

/** The receiver of one subscription of an app: an event a POST, unsigned, and any 2xx acknowledges it. */
export class CallbackReceiver implements Receiver<Callback> {
  readonly batchSize = 1;
  readonly batchDelayMs = 0;

  /**
   * @param number as it is connected now
   * @param position of the subscription among those of the app
   */
  constructor(
    private readonly number: () => GupshupNumber,
    private readonly position: number,
  ) {}

  private get subscription(): AppSubscription | undefined {
    return this.number().subscriptions[this.position];
  }

  get url(): string | undefined {
    return this.subscription?.url;
  }

  body([callback]: readonly Callback[], now: number): Buffer {
    return callbackBody(this.number(), this.subscription!.version, callback!, now);
  }

  headers(): Readonly<Record<string, string>> {
    return this.subscription!.headers;
  }

  acknowledges(status: number): boolean {
    return status >= 200 && status < 300;
  }
}
