/* What the script of a service worker runs in. For tsc and editors alone. */

/** Which edition of scripts and sheets it keeps: the server writes it before the script. */
declare const VERSION: string;

interface WorkerGlobalScopeEventMap {
  activate: ExtendableEvent;
  fetch: FetchEvent;
  install: ExtendableEvent;
  message: ExtendableMessageEvent;
}
interface WorkerGlobalScope {
  readonly clients: Clients;
  readonly registration: ServiceWorkerRegistration;
  skipWaiting(): Promise<void>;
}
