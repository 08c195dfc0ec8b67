import { handsetOf, type Handset } from './handsets';

/** How a message fails that was ordered to: refused in the answer, or taken and failed afterwards. */
export interface OrderedFailure {
  readonly when: 'answer' | 'later';
  /** Of the platform; an HTTP status where an app of Gupshup is refused in the answer, whose refusals have words only. */
  readonly code: number;
  readonly message: string | undefined;
}

/** Failures that somebody ordered for the next messages to a person, so that every code can be seen, whatever chance would bring. */
export class OrderedFailures {
  private readonly orders = new Map<Handset, { readonly failure: OrderedFailure; left: number }>();

  /** @param times how many messages; none takes an earlier order back */
  order(digits: string, failure: OrderedFailure, times: number): void {
    const handset = handsetOf(digits);
    if (times > 0) this.orders.set(handset, { failure, left: times });
    else this.orders.delete(handset);
  }

  /** That of the message which is sent now, if one was ordered. */
  take(handset: Handset): OrderedFailure | undefined {
    const order = this.orders.get(handset);
    if (!order) return undefined;
    order.left--;
    if (order.left === 0) this.orders.delete(handset);
    return order.failure;
  }
}
