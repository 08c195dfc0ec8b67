import { graphError, type GraphError } from './graph-error';
import { asText } from './json-object';
import { type Given, ofType, parametersOf } from './template-parts';
import { type Template } from './templates';

const CODE_LIMIT = 15;

/** The rules of a message of authentication: its code twice, short, and nothing but a code. */
export function checkCode({ category }: Template, given: Given): GraphError | undefined {
  if (category !== 'AUTHENTICATION') return undefined;
  const inBody = asText(parametersOf(ofType(given, 'body')[0])[0]?.text) ?? '';
  const inButton = asText(parametersOf(ofType(given, 'button')[0])[0]?.text);
  if (inBody.length > CODE_LIMIT) return graphError(132005, `body: the code may have ${CODE_LIMIT} characters`);
  if (/https?:|www\.|\p{Emoji_Presentation}/iu.test(inBody)) {
    return graphError(132018, 'body: the code may hold no URLs and no emojis');
  }
  return inButton === undefined || inButton === inBody
    ? undefined
    : graphError(132018, 'buttons: the code must be that of the body');
}
