import { join } from 'node:path';
import { createServer } from 'vitepress';
import { ROOT } from './grader/catalogue.ts';
import { Live } from './site/live.ts';

/** VitePress in a process of its own, with the learner's progress beside its pages. */
const live = new Live();
const server = await createServer(join(ROOT, 'docs-site'));
// Before everything else: VitePress answers every address it does not know with a page.
server.middlewares.stack.unshift({ route: '', handle: live.handle });
await server.listen();

process.on('message', (latest) => live.share(latest as Parameters<Live['share']>[0]));
process.on('disconnect', () => process.exit());
process.send?.({ address: server.resolvedUrls?.local[0] });
