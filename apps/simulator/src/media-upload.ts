import { graphError, type GraphError } from './graph-error';
import { type FormPart, readMultipart } from './multipart-form';

const MB = 1024 * 1024;
/** The largest file of all, and the form around it. */
export const UPLOAD_LIMIT = 101 * MB;

/** What may be uploaded, and how large it may be (platform reference, 1.4; types: Meta's documentation of media, *Supported media types*). */
const kinds: readonly { readonly types: readonly string[]; readonly most: number }[] = [
  { types: ['image/jpeg', 'image/png'], most: 5 * MB },
  { types: ['image/webp'], most: 500 * 1024 },
  { types: ['video/mp4', 'video/3gpp'], most: 16 * MB },
  { types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], most: 16 * MB },
  {
    types: [
      ...['text/plain', 'application/pdf', 'application/msword', 'application/vnd.ms-excel'],
      'application/vnd.ms-powerpoint',
      ...['presentationml.presentation', 'spreadsheetml.sheet', 'wordprocessingml.document'].map(
        (name) => `application/vnd.openxmlformats-officedocument.${name}`,
      ),
    ],
    most: 100 * MB,
  },
];

/** What is wrong with an upload, if anything is. The type is that of the file's own part. */
export function checkUpload(contentType: string, body: Buffer): GraphError | undefined {
  const form = readMultipart(contentType, body);
  if (!form) return graphError(100, 'The body must be multipart/form-data.');
  const field = (name: string): FormPart | undefined => form.find((part) => part.name === name);
  if (field('messaging_product')?.content.toString() !== 'whatsapp') {
    return graphError(100, 'The parameter messaging_product is required and must be "whatsapp".');
  }
  const file = field('file');
  if (file?.filename === undefined) return graphError(100, 'The parameter file is required.');
  const type = file.type.split(';', 1)[0]!.trim();
  const bytes = file.content.length;
  const kind = kinds.find(({ types }) => types.includes(type));
  if (!kind) {
    const known = kinds.flatMap(({ types }) => types).join(', ');
    return graphError(100, `Param file must be a file with one of the following types: ${known}. Received ${type}.`);
  }
  if (bytes === 0) return graphError(131053, 'The file is empty.');
  if (bytes > kind.most) return graphError(131053, `A file of ${type} may have ${kind.most} bytes, not ${bytes}.`);
  return undefined;
}
