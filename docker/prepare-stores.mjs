/**
 * Makes the stores ready for the engine, as their administrator: initiates the replica set, makes the users of the engine with no more rights
 * than it needs, and ends. What is there stays, but for passwords and rights, which are set anew: it may run at every start, and after each change of
 * a password.
 *
 * It reads the engine's own connection strings (ARAUTO_EVENT_STORE, ARAUTO_VIEW_STORE, ARAUTO_VAULT, ARAUTO_FILES): what they name is made. The
 * administrators are `admin` of both, by MONGODB_ADMIN_PASSWORD and EVENTSTOREDB_ADMIN_PASSWORD; a store whose password is not set is left alone.
 */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { setTimeout } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { MongoClient } from 'mongodb';

/** How long a server may take to come up, milliseconds. */
const PATIENCE = 120_000;
const { env } = process;

try {
  if (env.MONGODB_ADMIN_PASSWORD) await prepareMongoDB(env.MONGODB_ADMIN_PASSWORD);
  if (env.EVENTSTOREDB_ADMIN_PASSWORD) await prepareEventStoreDB(env.EVENTSTOREDB_ADMIN_PASSWORD);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function prepareMongoDB(adminPassword) {
  const places = [env.ARAUTO_VIEW_STORE, env.ARAUTO_VAULT, env.ARAUTO_FILES].filter(Boolean).map(partsOfMongo);
  const { hosts, options } = places[0];
  const direct = new URLSearchParams(options);
  direct.delete('replicaSet');
  direct.set('directConnection', 'true');
  const credentials = `admin:${encodeURIComponent(adminPassword)}`;
  const admin = new MongoClient(`mongodb://${credentials}@${hosts[0]}/admin?${direct}`, {
    serverSelectionTimeoutMS: 5_000,
  });
  try {
    await eventually('MongoDB', () => initiate(admin.db('admin'), options.get('replicaSet'), hosts));
    for (const { user, password, database } of places) await makeUser(admin.db(database), user, password);
  } finally {
    await admin.close();
  }
}

/** A set of the hosts in the connection string, where there is none; waits until the one that is asked is its primary. */
async function initiate(admin, name, hosts) {
  const begun = await admin.command({ replSetGetStatus: 1 }).catch((error) => {
    if (error.codeName !== 'NotYetInitialized') throw error;
  });
  if (!begun) {
    const members = hosts.map((host, at) => ({ _id: at, host }));
    await admin.command({ replSetInitiate: { _id: name, members } });
    console.log(`MongoDB: the set ${name} of ${hosts.join(', ')} is initiated`);
  }
  const { isWritablePrimary } = await admin.command({ hello: 1 });
  if (!isWritablePrimary) throw new Error('it is not the primary (yet)');
}

/** A user of one database, that sees nothing of the others. */
async function makeUser(database, user, pwd) {
  // Collections, indexes and their removal are all in `readWrite`; the engine runs no command on a whole database or server.
  const rights = { pwd, roles: [{ role: 'readWrite', db: database.databaseName }] };
  const { users } = await database.command({ usersInfo: user });
  await database.command(users.length > 0 ? { updateUser: user, ...rights } : { createUser: user, ...rights });
  console.log(`MongoDB: ${user} reads and writes ${database.databaseName}`);
}

async function prepareEventStoreDB(adminPassword) {
  const { user, password, hosts, ca, url } = partsOfEventStoreDB(env.ARAUTO_EVENT_STORE);
  const http = (method, path, body) => ask(`https://${hosts[0]}${path}`, method, body, adminPassword, ca);
  await eventually('EventStoreDB', async () => {
    const { status } = await http('GET', '/users/');
    if (status !== 200) throw new Error(`it answers ${status}`);
  });
  await makeEventStoreDBUser(http, user, password);
  url.username = 'admin';
  url.password = adminPassword;
  const client = EventStoreDBClient.connectionString(url.href);
  try {
    await eventually('EventStoreDB', () => closeStreams(client, user));
  } finally {
    await client.dispose();
  }
  console.log(
    `EventStoreDB: ${user} reads and writes all streams but those of the server, and reads $all; others do not`,
  );
}

async function makeEventStoreDBUser(http, user, password) {
  const made = await http('POST', '/users/', { loginName: user, fullName: 'Arauto', groups: [], password });
  if (made.status === 409)
    checked(await http('POST', `/users/${user}/command/reset-password`, { newPassword: password }));
  else checked(made);
}

function checked({ status, text }) {
  if (status >= 300) throw new Error(`EventStoreDB refused the user: ${status} ${text}`);
}

/**
 * By default every user may read and write every stream, and only `$admins` may read `$all`, from which the engine makes its views.
 * (EventStoreDB 23.10: `SystemSettings.Default`, stream `$settings`; the rights on `$all` are the metadata of a stream of that name.)
 */
async function closeStreams(client, user) {
  const roles = [user, '$admins'];
  const all = await client.getStreamMetadata('$all');
  if (!isList(all.metadata?.acl?.readRoles, roles))
    await client.setStreamMetadata('$all', { acl: { readRoles: roles } });
  const ours = { $r: roles, $w: roles, $d: '$admins', $mr: roles, $mw: '$admins' };
  if (JSON.stringify((await lastOf(client, '$settings'))?.$userStreamAcl) === JSON.stringify(ours)) return;
  await client.appendToStream('$settings', jsonEvent({ type: 'update-default-acl', data: { $userStreamAcl: ours } }));
}

async function lastOf(client, stream) {
  try {
    for await (const { event } of client.readStream(stream, {
      direction: 'backwards',
      fromRevision: 'end',
      maxCount: 1,
    }))
      return event.data;
  } catch (error) {
    if (error.type !== 'stream-not-found') throw error;
  }
}

function isList(value, wanted) {
  return JSON.stringify(value) === JSON.stringify(wanted);
}

/** `mongodb://user:password@host,host/database?options` */
function partsOfMongo(text) {
  const match = /^mongodb:\/\/([^:@/]+):([^@/]+)@([^/]+)\/([^?]+)\??(.*)$/.exec(text);
  if (!match) throw new Error('expected connection strings like mongodb://user:password@host/database?replicaSet=rs0');
  const [, user, password, hosts, database, options] = match;
  return {
    user: decodeURIComponent(user),
    password: decodeURIComponent(password),
    hosts: hosts.split(','),
    database,
    options: new URLSearchParams(options),
  };
}

/** `esdb://user:password@host,host?options` */
function partsOfEventStoreDB(text) {
  const match = /^(esdb(?:\+discover)?:\/\/)([^:@/]+):([^@/]+)@([^/?]+)\/?(?:\?(.*))?$/.exec(text);
  if (!match) throw new Error('expected a connection string like esdb://user:password@host:2113?tls=true&tlsCAFile=…');
  const [, , user, password, hosts, options] = match;
  const ca = new URLSearchParams(options).get('tlsCAFile');
  return {
    user: decodeURIComponent(user),
    password: decodeURIComponent(password),
    hosts: hosts.split(','),
    ca: ca === null ? undefined : readFileSync(ca),
    url: new URL(text),
  };
}

function ask(url, method, body, adminPassword, ca) {
  return new Promise((resolve, reject) => {
    const options = { method, ca, auth: `admin:${adminPassword}`, headers: { 'content-type': 'application/json' } };
    const asked = request(url, { ...options, timeout: 10_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, text }));
      response.on('error', reject);
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer within 10 s')));
    asked.on('error', reject);
    asked.end(body && JSON.stringify(body));
  });
}

/** A server that has just started refuses for a while what it does a moment later. */
async function eventually(name, work) {
  const end = Date.now() + PATIENCE;
  let told;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > end) throw new Error(`${name} is not ready: ${error.message}`, { cause: error });
      if (error.message !== told) console.error(`${name}: ${error.message}. It is asked again for two minutes`);
      told = error.message;
      await setTimeout(500);
    }
  }
}
