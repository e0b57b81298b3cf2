import { spawn } from 'node:child_process';

/** Hands an address or a file to whatever this system opens such things with; where nothing does, nothing happens. */
export function openInSystem(place: string): void {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(program!, [...args, place], { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}

const openers: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['open'],
  // The empty text is the new window's title, which `start` expects first.
  win32: ['cmd', '/c', 'start', ''],
};
