import { stopRequested } from '../shared/shutdown.ts';

console.log('A greeting every 3 s, one reminder after 5 s. Stop with Ctrl+C.');

// #region again
let greetings = 0;
const greeter = setInterval(() => {
  greetings++;
  console.log(`${time()}  Hello, Scheduler! (${greetings})`);
}, 3_000);
// #endregion again

// #region once
const reminder = setTimeout(() => {
  console.log(`${time()}  One-time task: this happens once, 5 s after the start.`);
}, 5_000);
// #endregion once

// #region stop
await stopRequested();

// With no timer left and the signal handled, nothing keeps the process alive, and it ends by itself.
clearInterval(greeter);
clearTimeout(reminder);
console.log(`\nStopped. The greeting ran ${greetings} ${greetings === 1 ? 'time' : 'times'}.`);
// #endregion stop

function time(): string {
  return new Date().toLocaleTimeString('en-GB');
}
