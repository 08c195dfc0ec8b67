import type { z } from 'zod';
import type { JsonValue } from '../json';
import { accountSchemas } from './account.schema';
import { campaignSchemas } from './campaign.schema';
import { contactSchemas } from './contact.schema';
import { conversationSchemas } from './conversation.schema';
import type { DataOf, StoredType } from './stored-event';

/** What the data of every stored type looks like today. Strict: a field that is not named here is a mistake. */
export const storedSchemas = {
  ...campaignSchemas,
  ...contactSchemas,
  ...accountSchemas,
  ...conversationSchemas,
} satisfies Record<StoredType, z.ZodType>;

type Schemas = typeof storedSchemas;

/** Without `readonly`, intersections and `undefined` in optional fields, none of which JSON has. */
type Plain<T> = T extends string | number | boolean | null
  ? T
  : unknown extends T
    ? T
    : JsonValue extends T
      ? JsonValue
      : T extends readonly (infer Item)[]
        ? Plain<Item>[]
        : { -readonly [Key in keyof T]: Plain<Exclude<T[Key], undefined>> };

type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

type Disagreeing = {
  [Type in StoredType]: Same<Plain<z.output<Schemas[Type]>>, Plain<DataOf<Type>>> extends true ? never : Type;
}[StoredType];

/** Does not compile while a schema and the type of its event differ; the error names the events. */
export const schemasAgree: [Disagreeing] extends [never] ? true : Disagreeing = true;
