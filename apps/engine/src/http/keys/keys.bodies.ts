import { ROLES } from '@arauto/domain';
import { id, list, oneOf } from '../fields/checks';
import { Field, TextField } from '../fields/field';

export class CreateKeyBody {
  @TextField({ max: 100, example: 'ana' }) name!: string;
  @Field(list(oneOf(ROLES), { min: 1, max: ROLES.length }), {
    type: 'array',
    items: { type: 'string', enum: [...ROLES] },
    minItems: 1,
  })
  roles!: string[];
  @Field(list(id, { min: 1, max: 1000 }), {
    type: 'array',
    items: { type: 'string', maxLength: 128 },
    minItems: 1,
    maxItems: 1000,
    description: 'Ids, or ["*"] for every subaccount there is and will be.',
  })
  subaccountIds!: string[];
}
