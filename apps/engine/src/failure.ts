import { Unavailable, WrittenByLaterVersion } from '@arauto/event-store';
import { LockTaken, SqliteError } from '@arauto/sqlite';
import { SecretError, VaultIncomplete } from '@arauto/privacy';
import { ConfigurationError } from '../../../config/configuration';
import { MarkFolderUnusable, MarkUnreadable } from './files/mark-folder';
import { ProjectorNotStarted } from './projector/projectors';
import { SimulatorNotStarted } from './simulator/simulator-process';
import { FolderMoved } from './stores/moved-folder';
import { ViewsAmongOthers, ViewsOfAnotherLog } from './stores/store-kind';
import { isMongoError } from './stores/store-errors';

/** Why the engine cannot start, in one sentence that says what to do; a stack only for what nobody foresaw. */
export function explainFailure(error: unknown): string {
  const foreseen = [
    ConfigurationError,
    LockTaken,
    SqliteError,
    SecretError,
    VaultIncomplete,
    FolderMoved,
    ViewsAmongOthers,
    ViewsOfAnotherLog,
    WrittenByLaterVersion,
    SimulatorNotStarted,
    ProjectorNotStarted,
    MarkUnreadable,
    MarkFolderUnusable,
  ];
  if (error instanceof Error && foreseen.some((kind) => error instanceof kind)) return error.message;
  if (error instanceof Unavailable)
    return `The event log cannot be reached: ${error.message}. Start it, or mend ARAUTO_EVENT_STORE.`;
  if (isMongoError(error)) {
    return `MongoDB cannot be used: ${error.message}. Start it, or mend ARAUTO_VIEW_STORE, ARAUTO_VAULT and ARAUTO_FILES.`;
  }
  const { code, port, path, message, stack } = error as NodeJS.ErrnoException & { readonly port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop what listens there, or set ARAUTO_PORT to another.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return path === undefined
        ? `Permission was refused: ${message}.`
        : `${path} cannot be read or written. Give this user the right to, or set ARAUTO_DATA_DIR to another folder.`;
    case 'EISDIR':
      return `${path} is a folder, where a file should be. Move it away and start again.`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `${path} is a file or lies in one, where a folder should be. Set ARAUTO_DATA_DIR to a folder.`;
    case 'ENOSPC':
      return `The disk is full${path === undefined ? '' : ` at ${path}`}. Free some room and start again.`;
    case 'EADDRNOTAVAIL':
      return 'ARAUTO_HOST is not an address of this machine.';
    default:
      return stack ?? String(error);
  }
}
