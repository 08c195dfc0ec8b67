import { oneOf } from '../fields/checks';
import { Field, IdField, TextField } from '../fields/field';
import { SubaccountPageQuery } from '../fields/subaccount.query';
import { QueryText } from '../fields/query-field';

const CATEGORY = { type: 'string' as const, enum: ['all', 'marketing'] };

export class SuppressPersonBody {
  @IdField({ optional: true }) subaccountId?: string | undefined;
  @TextField({ max: 40, example: '+5511900001234' }) phone!: string;
  @Field(oneOf(CATEGORY.enum), CATEGORY, { optional: true }) category?: string | undefined;
  @TextField({ max: 200 }, { optional: true }) reason?: string | undefined;
}

export class LiftSuppressionBody {
  @IdField({ optional: true }) subaccountId?: string | undefined;
  @TextField({ max: 40, example: '+5511900001234' }) phone!: string;
  @Field(oneOf(CATEGORY.enum), CATEGORY, { optional: true }) category?: string | undefined;
}

export class ListSuppressionsQuery extends SubaccountPageQuery {
  @QueryText(40) phone?: string | undefined;
}
