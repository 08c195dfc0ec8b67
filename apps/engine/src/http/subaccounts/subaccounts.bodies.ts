import { Field, TextField } from '../fields/field';
import { timeZone } from '../fields/zones';

export class CreateSubaccountBody {
  @TextField({ max: 200, example: 'Loja' }) name!: string;
  @TextField(
    { max: 2, min: 2, pattern: /^[A-Z]{2}$/, of: 'a country like BR', example: 'BR' },
    { optional: true, nullable: true },
  )
  defaultCountry?: string | null | undefined;
  @Field(timeZone, { type: 'string', example: 'America/Sao_Paulo' }, { optional: true, nullable: true })
  timeZone?: string | null | undefined;
}
