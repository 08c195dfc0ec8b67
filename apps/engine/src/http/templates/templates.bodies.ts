import { TEMPLATE_STATUSES } from '@arauto/domain';
import { type Check, finding, isObject, list, oneOf } from '../fields/checks';
import { Field, IdField, TextField } from '../fields/field';

/** In the provider's own shape: what is inside is the platform's to judge. */
const component: Check = (value) => (isObject(value) ? [] : finding('not_an_object', 'must be an object'));

export class RegisterTemplateBody {
  @IdField({ optional: true }) subaccountId?: string | undefined;
  @IdField() senderId!: string;
  @TextField({ max: 512, pattern: /^[a-z0-9_]+$/, of: 'lower case letters, digits and _', example: 'aviso_de_fatura' })
  name!: string;
  @TextField({ max: 15, pattern: /^[a-z]{2,3}(_[A-Za-z]{2,4})?$/, of: 'a language like pt_BR', example: 'pt_BR' })
  language!: string;
  @Field(oneOf(['UTILITY', 'MARKETING', 'AUTHENTICATION']), {
    type: 'string',
    enum: ['UTILITY', 'MARKETING', 'AUTHENTICATION'],
  })
  category!: string;
  @Field(oneOf(['positional', 'named']), { type: 'string', enum: ['positional', 'named'] }, { optional: true })
  parameterFormat?: string | undefined;
  @Field(list(component, { min: 1, max: 10 }), { type: 'array', items: { type: 'object' }, minItems: 1, maxItems: 10 })
  components!: Record<string, unknown>[];
  @Field(oneOf(TEMPLATE_STATUSES), { type: 'string', enum: [...TEMPLATE_STATUSES] }, { optional: true })
  status?: string | undefined;
}

export class SyncTemplatesBody {
  @IdField({ optional: true }) subaccountId?: string | undefined;
  @IdField({ optional: true }) senderId?: string | undefined;
}
