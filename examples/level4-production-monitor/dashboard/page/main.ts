/// <reference lib="dom" />
import type { StreamEvents } from '../../api/schemas.ts';
import { createActions } from './controller/actions.ts';
import { Commands } from './controller/commands.ts';
import { Loader } from './controller/loader.ts';
import type { Child } from './dom/h.ts';
import { h } from './dom/h.ts';
import { patchChildren } from './dom/patch.ts';
import { Api } from './live/api.ts';
import { listen, type StreamOptions } from './live/stream.ts';
import { TokenDesk } from './live/token.ts';
import { parseRoute, tokenIn } from './route.ts';
import { announcements } from './state/announce.ts';
import { applyEvent } from './state/apply-event.ts';
import { initialState } from './state/state.ts';
import { StateStore } from './state/store.ts';
import { applyTheme, toggleTheme } from './theme.ts';
import { shell } from './views/shell.ts';

const REFRESH_MS = 10_000;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const root = document.getElementById('app')!;
const ear = document.getElementById('announcements')!;

const store = new StateStore(initialState(Date.now(), parseRoute(location.hash)), (after, before) => {
  for (const words of announcements(before, after)) ear.textContent = words;
  draw();
});
const tokens = new TokenDesk(sessionStorage, (refused) => store.set({ askToken: refused ? 'refused' : 'first' }));
const api = new Api((path, init) => fetch(path, init), tokens);
const loader = new Loader(api, store, zone);
const commands = new Commands(api, store);
const act = createActions({
  store,
  loader,
  commands,
  tokens,
  zone,
  goTo: (href) => {
    location.hash = href;
  },
  chooseTheme: toggleTheme,
  drawNow,
});

let shown: readonly Child[] = [];
let drawing = false;
let moved = false;

/** Once per frame at most, however much has happened. */
function draw(): void {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(drawNow);
}

function drawNow(): void {
  drawing = false;
  const { children } = h('div', null, shell(store.state, act));
  patchChildren(root, shown, children);
  shown = children;
  const title = document.querySelector<HTMLElement>('main h1');
  document.title = `${title?.textContent ?? 'Monitor'} · Clockwork`;
  // Who moved to another view starts at its top, with the keyboard too.
  if (moved) title?.focus();
  moved = false;
}

function takeToken(): void {
  const token = tokenIn(location.hash);
  if (token === undefined) return;
  history.replaceState(null, '', location.pathname);
  store.set({ route: parseRoute('') });
  act.offerToken(token);
}

addEventListener('hashchange', () => {
  takeToken();
  moved = true;
  // A new task waits half-filled; a change to an old one starts from what the task is by then.
  store.update((state) => ({
    ...state,
    route: parseRoute(location.hash),
    errors: {},
    dialog: null,
    drafts: state.drafts.new ? { new: state.drafts.new } : {},
  }));
  loader.prepareDraft();
  void loader.load();
});

/** A browser keeps six lines to one address for all its tabs: one that nobody sees must not hold on to its own. */
async function listenWhileSeen(): Promise<void> {
  for (;;) {
    const leaving = new AbortController();
    document.addEventListener('visibilitychange', () => leaving.abort(), { once: true });
    if (document.hidden) await new Promise((seen) => leaving.signal.addEventListener('abort', seen));
    else await listen(lineFor(leaving.signal), leaving.signal);
  }
}

let heardAt = Date.now();
function lineFor(gone: AbortSignal): StreamOptions {
  return {
    open: (lastId, signal) =>
      api.request('/api/events', { signal, headers: lastId === undefined ? {} : { 'last-event-id': lastId } }),
    onEvent({ name, data }) {
      store.update((state) => applyEvent(state, name as keyof StreamEvents, JSON.parse(data)));
    },
    onHeard() {
      heardAt = Date.now();
    },
    onLive() {
      heardAt = Date.now();
      store.set({ link: { state: 'live', since: heardAt } });
      // What happened while nobody listened is read anew, whatever the stream can still tell of it.
      void loader.load();
      void loader.whoAmI();
      void readiness();
    },
    onLost() {
      if (store.state.link.state !== 'lost') store.set({ link: { state: 'lost', since: heardAt } });
    },
    pause: (ms) =>
      new Promise((resume) => {
        setTimeout(resume, ms);
        gone.addEventListener('abort', () => resume());
      }),
  };
}

/** The stream tells when this changes; how it stands at the start has to be asked. */
async function readiness(): Promise<void> {
  const response = await fetch('/readyz');
  const body = await response.json();
  store.set({ ready: response.ok ? { ready: true, reason: null } : { ready: false, reason: body.detail } });
}

root.replaceChildren();
applyTheme();
takeToken();
draw();
setInterval(() => store.set({ now: Date.now() }), 1_000);
setInterval(() => store.state.link.state === 'live' && !document.hidden && void loader.refresh(), REFRESH_MS);
await listenWhileSeen();
