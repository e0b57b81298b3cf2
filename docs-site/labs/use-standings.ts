import { onMounted, onUnmounted, type Ref, ref } from 'vue';
import { type LiveProgress, type Standings, standingsOf } from './standings.ts';

const PROGRESS = '/__clockwork/progress';

/** Follows the course that `npm start` runs beside this site. Without one there is nothing to follow, and no progress. */
export function useStandings(): Ref<Standings | undefined> {
  const standings = ref<Standings>();
  let events: EventSource | undefined;
  let gone = false;

  async function follow() {
    const answer = await fetch(PROGRESS);
    const isOurs = answer.headers.get('content-type') === 'application/json';
    if (!isOurs || gone) return;
    events = new EventSource(`${PROGRESS}/events`);
    events.onmessage = ({ data }) => {
      standings.value = standingsOf(JSON.parse(data) as LiveProgress | null);
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
  return standings;
}
