/** What an app can be told of; `ALL` stands for every one of them (platform reference, 5.2). */
export const subscriptionModes = [
  'MESSAGE',
  'SENT',
  'DELIVERED',
  'READ',
  'ENQUEUED',
  'FAILED',
  'DELETED',
  'TEMPLATE',
  'ACCOUNT',
  'BILLING',
  'FLOWS_MESSAGE',
  'PAYMENTS',
  'OTHERS',
  'COEXISTENCE',
  'ALL',
] as const;
export type SubscriptionMode = (typeof subscriptionModes)[number];

/** What a subscription is told of that names no modes: what happens to messages must be asked for. */
export const usualModes: readonly SubscriptionMode[] = [
  'MESSAGE',
  'ENQUEUED',
  'TEMPLATE',
  'ACCOUNT',
  'BILLING',
  'OTHERS',
];

export const callbackVersions = ['v2', 'v3'] as const;

/** Somebody who is told of an app's messages. */
export interface AppSubscription {
  readonly url: string;
  readonly version: (typeof callbackVersions)[number];
  readonly modes: readonly SubscriptionMode[];
  /** Sent with every callback: the only thing by which a receiver may know it, beside its address. */
  readonly headers: Readonly<Record<string, string>>;
}

export function wants({ modes }: AppSubscription, mode: SubscriptionMode): boolean {
  return modes.includes(mode) || modes.includes('ALL');
}
