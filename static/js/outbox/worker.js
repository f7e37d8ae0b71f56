// @ts-check
// The service worker of one event, for people who reach it over a secure connection: the network first, and what was
// kept on this device when there is none. Nothing of consoles and printables is kept, and nothing that is posted.
const HOME = new URL(self.registration.scope).pathname.replace(/\/$/, "");
const OURS = `barcamp:${HOME}:`;
const NAME = OURS + VERSION;
const PATIENCE = 4000;
const SHORT = / data-mark="[^"]*~"/; // the first of its topics alone
const KEPT = /^(\/notes\/\w+|\/topics\/\d+|\/offers\/\d+|\/home|\/results|\/help)?$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("message", (event) => event.waitUntil(gather(event.data)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate" && KEPT.test(url.pathname.slice(HOME.length)))
    event.respondWith(page(request, url));
});

async function begin() {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== NAME) await caches.delete(name);
  await self.clients.claim();
}

// The files of a page have their content's hash in their address.
/** @param {Request} request */
async function asset(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** @param {Request} request @param {URL} url */
async function page(request, url) {
  const fresh = fetch(request).then(async (answer) => {
    if (!url.search) await remember(url.pathname, answer.clone());
    return answer;
  });
  const answer = await Promise.race([fresh.catch(() => null), new Promise((late) => setTimeout(late, PATIENCE))]);
  if (answer && ![502, 503, 504].includes(answer.status)) return answer;
  return (
    (await old(url.pathname)) ??
    (await fresh.catch(() => null)) ??
    (await caches.match(`${HOME}/offline`)) ??
    Response.error()
  );
}

// Only pages of people who have joined; people who left leave nothing behind.
/** @param {string} path @param {Response} answer */
async function remember(path, answer) {
  if (answer.type !== "basic" || answer.status >= 500) return;
  const text = await answer.text();
  const somebody = answer.ok && text.includes("data-person=");
  if (path === HOME && !somebody) return caches.delete(NAME);
  if (!somebody) return;
  await keep(path, answer.headers, text);
  // Nobody waits for the rest, which a page that is online gets over its socket.
  if (SHORT.test(text)) complete(path).catch(() => {});
}

/** @param {string} path */
async function complete(path) {
  const whole = await fetch(`${path}?whole=yes`);
  const text = await whole.text();
  // Somebody may have left in the meantime, and what was kept along with them.
  if (text.includes("data-person=") && (await caches.match(path))) await keep(path, whole.headers, text);
}

/** @param {string} path @param {Headers} given @param {string} text */
async function keep(path, given, text) {
  const headers = new Headers(given);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set("x-kept", String(Date.now()));
  await (await caches.open(NAME)).put(path, new Response(text, { headers }));
}

// With the time, so that its age can be told; its clock goes on.
/** @param {string} path */
async function old(path) {
  const found = await (await caches.open(NAME)).match(path);
  if (!found) return null;
  const since = Date.now() - Number(found.headers.get("x-kept"));
  const text = (await found.text()).replace(
    /(<body[^>]*) data-now="(\d+)"/,
    (_, body, now) => `${body} data-now="${Number(now) + since}" data-kept="${now}"`
  );
  return new Response(text, { headers: found.headers });
}

// Pages of before an update are heard as well, so the word stays.
/** @param {{ parts: string[], pages: string[] }} asked */
async function gather({ parts, pages }) {
  const cache = await caches.open(NAME);
  for (const each of [...parts, `${HOME}/offline`]) {
    if (!each.includes("/static/") || !(await cache.match(each))) await cache.add(each).catch(() => {});
  }
  for (const path of pages)
    await fetch(path)
      .then((answer) => remember(path, answer))
      .catch(() => {});
}
