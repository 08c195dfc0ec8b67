import { oneOf } from '../fields/checks';
import { Field } from '../fields/field';

export class AssumeOutcomeBody {
  @Field(oneOf(['delivered', 'not_sent']), { type: 'string', enum: ['delivered', 'not_sent'] }) outcome!: string;
}
