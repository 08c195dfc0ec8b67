/** What use cases are given; the adapters behind are chosen in `apps/engine`. */
export const EVENT_STORE = Symbol('EventStore');
/** `EventReader` beside the door of the log, for auditors: events as they are stored, in the version they were written in. */
export const STORED_EVENTS = Symbol('StoredEvents');
/** `EventSearch` of libs/event-store. */
export const EVENT_SEARCH = Symbol('EventSearch');
/** `Views`: see views.ts. */
export const VIEWS = Symbol('Views');
export const VAULT = Symbol('Vault');
export const CLOCK = Symbol('Clock');
export const RANDOM = Symbol('Random');
/** `Secrets`: see secrets.ts. */
export const SECRETS = Symbol('Secrets');
/** `SendingFloor` of libs/dispatch. */
export const FLOOR = Symbol('SendingFloor');
/** `ContactFiles`: see uploads/. */
export const CONTACT_FILES = Symbol('ContactFiles');
/** `KeptFiles` of libs/contact-files: the files of exports. */
export const EXPORT_FILES = Symbol('ExportFiles');
/** `ExportProgress`: see exports/. */
export const EXPORT_PROGRESS = Symbol('ExportProgress');
/** `WebhookArrivals`: see webhooks/. */
export const WEBHOOK_ARRIVALS = Symbol('WebhookArrivals');
/** `ExportSettings`: see exports/. */
export const EXPORT_SETTINGS = Symbol('ExportSettings');
/** `Defaults` of new campaigns: see campaigns/campaign-settings.ts. */
export const DEFAULTS = Symbol('Defaults');
/** `Platform`: see senders/platform.ts. */
export const PLATFORM = Symbol('Platform');
/** `Verifier`: see verification/verifier.ts. */
export const VERIFIER = Symbol('Verifier');
