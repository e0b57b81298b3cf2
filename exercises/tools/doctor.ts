import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import {
  type Finding,
  nodeFinding,
  portFinding,
  redisFinding,
  sqlFinding,
  watchingFinding,
} from './doctor/findings.ts';
import { ROOT } from './grader/catalogue.ts';
import { readArguments } from './grader/options.ts';
import { runTool } from './grader/tool-error.ts';

const MARKS: Record<Finding['state'], () => string> = {
  good: () => styleText('green', '✓'),
  without: () => styleText('yellow', '!'),
  bad: () => styleText('red', '✗'),
};

/** Looks at what the course needs: says what was found, and what will be used. */
await runTool(async () => {
  readArguments({}, 'npm run doctor');
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const findings = await Promise.all([
    nodeFinding(process.versions.node, engines.node),
    portFinding(5173, 'the site'),
    watchingFinding(),
    redisFinding(process.env.REDIS_URL),
    sqlFinding(process.env.DATABASE_URL),
  ]);
  for (const { name, state, found } of findings) console.log(`${MARKS[state]()} ${name.padEnd(15)}${found}`);
  const bad = findings.filter(({ state }) => state === 'bad').length;
  console.log(bad === 0 ? '\nEverything the course needs is here.' : `\n${bad} of ${findings.length} need your hand.`);
  return bad === 0 ? 0 : 1;
});
