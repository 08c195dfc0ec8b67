import type { Connection } from '@arauto/domain';

/** A business number, as the API shows it. */
export interface SenderBody {
  readonly id: string;
  readonly subaccountId: string;
  readonly name: string;
  readonly provider: string;
  /** E.164; null once erased. */
  readonly phone: string | null;
  readonly portfolioId: string;
  readonly connection: Connection;
  readonly credentials: { readonly set: boolean };
  readonly pace: { readonly messagesPerSecond: number } | null;
  /** `registered` until the platform has said that it can send. */
  readonly status: 'registered' | 'connected' | 'paused';
  readonly statusReason: string | null;
  readonly remedy: string | null;
  readonly quality: string | null;
  /** Unique users per rolling 24 h; null while unknown, and for unlimited. */
  readonly tier: number | null;
  readonly webhookPath: string;
  /** What a person should look at: `foreign_callbacks`, webhooks at its address that are for nobody we know. */
  readonly warnings: readonly {
    readonly code: 'foreign_callbacks';
    readonly text: string;
    readonly phoneNumberId: string | null;
    readonly businessAccountId: string | null;
  }[];
  readonly createdAt: string;
  readonly revision: number;
}
