import { onMounted, onUnmounted, type Ref, ref } from 'vue';
import type { LiveProgress } from './live-progress.ts';

const PROGRESS = '/__clockwork/progress';

/** Follows the course that `npm start` runs beside this site. Without one there is nothing to follow, and no progress. */
export function useLiveProgress(): Ref<LiveProgress | undefined> {
  const live = ref<LiveProgress>();
  let events: EventSource | undefined;
  let gone = false;

  async function follow() {
    const answer = await fetch(PROGRESS);
    const isOurs = answer.headers.get('content-type') === 'application/json';
    if (!isOurs || gone) return;
    events = new EventSource(`${PROGRESS}/events`);
    events.onmessage = ({ data }) => {
      live.value = (JSON.parse(data) as LiveProgress | null) ?? undefined;
    };
  }

  onMounted(() => {
    // A site that was built stands alone.
    if (import.meta.env.DEV) void follow();
  });
  onUnmounted(() => {
    gone = true;
    events?.close();
  });
  return live;
}
