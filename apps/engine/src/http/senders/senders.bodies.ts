import { LATER_PROVIDERS, PROVIDER_NAMES } from '@arauto/whatsapp';
import { above, oneOf } from '../fields/checks';
import { Field, IdField, NotYet, Part, TextField } from '../fields/field';

/** Most messages per second that the platform allows any number. */
const MAX_PACE = 1000;

export class PaceBody {
  @Field(above(0, MAX_PACE), { type: 'number', exclusiveMinimum: 0, maximum: MAX_PACE }) messagesPerSecond!: number;
}

export class ConnectionBody {
  [setting: string]: string;
  @TextField({ max: 2000, pattern: /^https?:\/\/\S+$/, of: 'an https URL, or http on loopback' }) baseUrl!: string;
  @TextField({ max: 20, pattern: /^v\d{1,3}\.\d{1,2}$/, of: 'a version like v25.0', example: 'v25.0' })
  apiVersion!: string;
  @TextField({ max: 64, pattern: /^[\w-]+$/, of: 'an id of the platform' }) phoneNumberId!: string;
  @TextField({ max: 64, pattern: /^[\w-]+$/, of: 'an id of the platform' }) businessAccountId!: string;
}

export class CredentialsBody {
  [setting: string]: string;
  @TextField({ max: 2000 }) accessToken!: string;
  @TextField({ max: 500 }) appSecret!: string;
  @TextField({ max: 500 }) verifyToken!: string;
}

export class RegisterSenderBody {
  @IdField({ optional: true }) subaccountId?: string | undefined;
  @TextField({ max: 200, example: 'Vendas' }) name!: string;
  @Field(oneOf(PROVIDER_NAMES, LATER_PROVIDERS), { type: 'string', enum: PROVIDER_NAMES }) provider!: string;
  @TextField({ max: 40, example: '+5511900001234' }) phone!: string;
  @TextField({ max: 128, pattern: /^[\w.-]+$/, of: 'letters, digits, ., _ and -', example: 'pf-1' })
  portfolioId!: string;
  @Part(ConnectionBody) connection!: ConnectionBody;
  @Part(CredentialsBody) credentials!: CredentialsBody;
  @Part(PaceBody, { optional: true, nullable: true }) pace?: PaceBody | null | undefined;
  @NotYet() warmUp?: unknown;
}

export class EditSenderBody {
  @TextField({ max: 200 }, { optional: true }) name?: string | undefined;
  @TextField({ max: 128, pattern: /^[\w.-]+$/, of: 'letters, digits, ., _ and -' }, { optional: true })
  portfolioId?: string | undefined;
  @Part(ConnectionBody, { optional: true }) connection?: ConnectionBody | undefined;
  @Part(CredentialsBody, { optional: true }) credentials?: CredentialsBody | undefined;
  @Part(PaceBody, { optional: true, nullable: true }) pace?: PaceBody | null | undefined;
  @NotYet() warmUp?: unknown;
}

export class PauseSenderBody {
  @TextField({ max: 200 }, { optional: true }) reason?: string | undefined;
}
