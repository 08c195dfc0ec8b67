import { namedId } from '@arauto/event-store';

/** A template is one per sender, name and language, whoever tells of it first. */
export function templateId(senderId: string, name: string, language: string): string {
  return namedId('template', senderId, name, language);
}
