/** Loaded into a child by `main.ts`: if the parent dies without a word, its children do not outlive it. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
