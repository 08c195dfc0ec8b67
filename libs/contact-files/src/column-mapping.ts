import { ContactFileError } from './contact-file-error';

/** Names the columns of a file whose header is not in our words. What it leaves out is found as without it. */
export interface ColumnMapping {
  readonly phone?: string | undefined;
  readonly name?: string | undefined;
  readonly correlationId?: string | undefined;
  /** Parameter name to column: `{ "amount": "Valor" }`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

const fields = ['phone', 'name', 'correlationId'] as const;

/** Checks what came as JSON, for example in a form field. @throws ContactFileError `mapping_invalid` */
export function parseColumnMapping(json: string): ColumnMapping {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw invalid('The mapping is not JSON.');
  }
  if (!isObject(value)) throw invalid('The mapping must be a JSON object.');
  for (const [key, column] of Object.entries(value)) {
    if (key === 'parameters') {
      if (!isObject(column))
        throw invalid('The mapping\'s "parameters" must be an object of parameter name to column.');
      for (const [name, target] of Object.entries(column)) {
        if (name === '__proto__') throw invalid('No parameter can be called "__proto__".');
        requireColumn(`parameters.${name}`, target);
      }
    } else if ((fields as readonly string[]).includes(key)) {
      requireColumn(key, column);
    } else {
      throw invalid(`The mapping has an unknown field "${key}"; known are phone, name, correlationId and parameters.`);
    }
  }
  return value;
}

function requireColumn(path: string, value: unknown): void {
  if (typeof value !== 'string' || value.trim() === '') {
    throw invalid(`The mapping's "${path}" must be the name of a column.`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(message: string): ContactFileError {
  return new ContactFileError('mapping_invalid', message);
}
