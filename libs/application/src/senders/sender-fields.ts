import type { Connection } from '@arauto/domain';
import { above, Field, text } from '../fields';

const PLATFORM_ID = text({ max: 64, pattern: /^[\w-]+$/, of: 'an id of the platform' });

export class ConnectionBody implements Connection {
  @Field(text({ max: 2000, pattern: /^https?:\/\/\S+$/, of: 'an https URL, or http on loopback' }))
  readonly baseUrl!: string;
  @Field(text({ max: 20, pattern: /^v\d{1,3}\.\d{1,2}$/, of: 'a version like v25.0', example: 'v25.0' }))
  readonly apiVersion!: string;
  @Field(PLATFORM_ID) readonly phoneNumberId!: string;
  @Field(PLATFORM_ID) readonly businessAccountId!: string;
}

/** Write-only: sealed into the vault, never shown again. */
export class CredentialsBody {
  @Field(text({ max: 2000 })) readonly accessToken!: string;
  @Field(text({ max: 500 })) readonly appSecret!: string;
  @Field(text({ max: 500 })) readonly verifyToken!: string;
}

export class PaceBody {
  /** The most is the highest throughput that the platform gives a number. */
  @Field(above(0, 1000)) readonly messagesPerSecond!: number;
}

export const portfolioId = text({
  max: 64,
  pattern: /^[\w.-]+$/,
  of: 'letters, digits, ., _ and -',
  example: 'pf-1',
});
