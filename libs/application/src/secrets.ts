import { createHmac } from 'node:crypto';
import type { Random } from '@arauto/clock';
import { openSecret, sealSecret } from '@arauto/privacy';

/** What is done with ARAUTO_SECRET, which nobody else needs to hold. */
export interface Secrets {
  /** Encrypts; opens only under the same label. */
  seal(label: string, plain: string | Uint8Array): string;
  /** @throws SecretError */
  open(label: string, sealed: string): Buffer;
  /** 32 bytes that nobody without the secret can foretell, the same for the same purpose. */
  derive(purpose: string): Buffer;
}

/** @param secret ARAUTO_SECRET */
export function secretsUnder(secret: string, random: Random): Secrets {
  return {
    seal: (label, plain) => sealSecret(secret, label, plain, random),
    open: (label, sealed) => openSecret(secret, label, sealed),
    derive: (purpose) => createHmac('sha256', secret).update(`derive:${purpose}`).digest(),
  };
}

/** Labels under which secrets are sealed: a sealed value opens only under its own. */
export const secretLabel = {
  credentials: (senderId: string) => `sender-${senderId}/credentials`,
  identity: (subaccountId: string) => `subaccount-${subaccountId}/identity`,
} as const;
