import { type AppSubscription } from './gupshup/app';

/** Where the webhooks of a number go and how they are signed. */
export interface Subscription {
  readonly url: string;
  readonly appSecret: string;
}

export type Quality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';

/** What both platforms know of a phone number of a business. */
interface AnyNumber {
  readonly id: string;
  /** As displayed, and its digits. */
  readonly displayPhoneNumber: string;
  readonly digits: string;
  /** WhatsApp business account that owns it. */
  readonly account: string;
  readonly portfolio: string;
  /** Unique users per rolling 24 h at the time of connecting; Infinity = unlimited. */
  readonly messagingLimit: number;
  quality: Quality;
  status: 'CONNECTED' | 'RESTRICTED';
}

/** A number on Meta's Cloud API; its id is the phone number id. */
export interface CloudNumber extends AnyNumber {
  readonly provider: 'cloud-api';
  /** Messages per second, in and out. */
  readonly throughput: number;
  readonly accessToken: string;
  readonly appSecret: string;
  subscription: Subscription | undefined;
}

/** A number behind an app of Gupshup; its id is the id of the app. */
export interface GupshupNumber extends AnyNumber {
  readonly provider: 'gupshup';
  readonly appName: string;
  readonly apiKey: string;
  /** Messages that the app may send a second; undefined = as many as the knob says. */
  readonly messagesPerSecond: number | undefined;
  /** Where this simulator is for whoever connected the app: files of persons are there. */
  readonly origin: string;
  subscriptions: readonly AppSubscription[];
}

/** A phone number of a business, as its platform knows it. */
export type BusinessNumber = CloudNumber | GupshupNumber;
export type Provider = BusinessNumber['provider'];

/** All of it, as it is kept over a restart. */
export interface NumbersState {
  /** Those that an earlier version wrote have no provider: they are on the Cloud API. */
  readonly numbers: readonly BusinessNumber[];
  readonly tokens: ReadonlySet<string>;
  readonly restrictions: ReadonlyMap<string, number>;
  readonly limits: ReadonlyMap<string, number>;
}

/** The numbers, and what their accounts and portfolios share. */
export class BusinessNumbers {
  private readonly byId = new Map<string, BusinessNumber>();
  private readonly tokens: Set<string>;
  private readonly restrictions: Map<string, number>;
  private readonly limits: Map<string, number>;

  constructor(state?: NumbersState) {
    this.tokens = new Set(state?.tokens);
    this.restrictions = new Map(state?.restrictions);
    this.limits = new Map(state?.limits);
    for (const number of state?.numbers ?? []) {
      this.byId.set(number.id, { ...number, provider: number.provider ?? 'cloud-api' } as BusinessNumber);
    }
  }

  get state(): NumbersState {
    const { tokens, restrictions, limits } = this;
    return { numbers: this.all(), tokens, restrictions, limits };
  }

  connect(number: BusinessNumber): void {
    this.byId.set(number.id, number);
    if (number.provider === 'cloud-api') this.tokens.add(number.accessToken);
    this.limits.set(number.portfolio, number.messagingLimit);
    this.restrictions.delete(number.account);
  }

  get(id: string): BusinessNumber | undefined {
    return this.byId.get(id);
  }

  /** A number on the Cloud API. */
  cloud(id: string): CloudNumber | undefined {
    const number = this.byId.get(id);
    return number?.provider === 'cloud-api' ? number : undefined;
  }

  /** The number behind an app of Gupshup. */
  app(id: string): GupshupNumber | undefined {
    const number = this.byId.get(id);
    return number?.provider === 'gupshup' ? number : undefined;
  }

  /** The numbers behind all apps of Gupshup. */
  apps(): GupshupNumber[] {
    return this.all().filter((number) => number.provider === 'gupshup');
  }

  /** The number with these digits or this id. */
  find(idOrDigits: string): BusinessNumber | undefined {
    return this.byId.get(idOrDigits) ?? this.all().find(({ digits }) => digits === idOrDigits.replace(/\D/g, ''));
  }

  all(): BusinessNumber[] {
    return [...this.byId.values()];
  }

  ofAccount(account: string): BusinessNumber[] {
    return this.all().filter((number) => number.account === account);
  }

  /** Whether any number was ever connected with this access token. */
  knowsToken(token: string): boolean {
    return this.tokens.has(token);
  }

  /** The error code every send of the account gets, undefined when it is free. */
  restrictionOf(account: string): number | undefined {
    return this.restrictions.get(account);
  }

  /** Restricts an account, or frees it with undefined; its numbers' status follows. */
  restrict(account: string, code: number | undefined): void {
    if (code === undefined) this.restrictions.delete(account);
    else this.restrictions.set(account, code);
    for (const number of this.ofAccount(account)) number.status = code === undefined ? 'CONNECTED' : 'RESTRICTED';
  }

  /** Unique users per rolling 24 h that the portfolio may start a conversation with. */
  limitOf(portfolio: string): number {
    return this.limits.get(portfolio) ?? Infinity;
  }

  setLimit(portfolio: string, limit: number): void {
    this.limits.set(portfolio, limit);
  }

  /** Puts every number back into the state it was connected in. */
  restore(): void {
    this.restrictions.clear();
    for (const number of this.byId.values()) {
      number.quality = 'GREEN';
      number.status = 'CONNECTED';
      this.limits.set(number.portfolio, number.messagingLimit);
    }
  }
}
