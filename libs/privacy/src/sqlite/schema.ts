/**
 * One table in order of arrival, so that uploads append. Personal data stands in the table only, never in an index.
 * `body` is JSON `[phone, name, data]`: JSON also carries NUL characters, which bound text must not. The index of persons
 * holds the first 8 characters (48 random bits): narrow, as its order is random.
 */
export const schema = `
  CREATE TABLE IF NOT EXISTS campaign (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, person TEXT, campaign INTEGER,
    search TEXT, body TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS erasure (id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS entry_person ON entry (substr(person, 1, 8)) WHERE person IS NOT NULL;
  CREATE INDEX IF NOT EXISTS entry_campaign ON entry (campaign) WHERE kind = 'contact';
`;
