/**
 * How texts are read into phone numbers. An upload is read in one way from its first row to its last, and says which, since the
 * next way may make another number of the same text: reading 1 left trunk prefixes after a country code.
 */
export type PhoneReading = 1 | 2;

/** The way in which everything new is read. */
export const PHONE_READING: PhoneReading = 2;
