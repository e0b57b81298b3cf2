import { describe, expect, it } from 'vitest';
import type { JobDefinition } from '../../engine/definition.ts';
import type { JobOptionsInput } from '../../policy/options.ts';
import { at, cron, every } from '../../trigger/index.ts';
import { SECOND, type Stage } from './stage.ts';

/** What is refused, with the field and the value. */
export function describeRefusals(stage: Stage): void {
  describe('a definition is refused when', () => {
    const good: JobDefinition = { name: 'job', trigger: every(SECOND) };
    it.each<[string, Partial<JobDefinition>, object]>([
      [
        'its time zone is unknown',
        { trigger: { kind: 'cron', expression: '0 2 * * *', timeZone: 'Mars/Phobos' } },
        { code: 'unknown-zone', field: 'trigger.timeZone', value: 'Mars/Phobos' },
      ],
      [
        'its expression is wrong',
        { trigger: { kind: 'cron', expression: '61 * * * *' } },
        { code: 'invalid-expression', field: 'trigger.expression' },
      ],
      ['its date can never come', { trigger: cron('0 0 31 2 *') }, { code: 'invalid-trigger', field: 'trigger' }],
      [
        'its interval is negative',
        { trigger: { kind: 'every', ms: -5 } },
        { code: 'invalid-trigger', field: 'trigger.ms', value: -5 },
      ],
      [
        'its date is past',
        { trigger: at('2001-01-01T00:00:00Z') },
        { code: 'past-date', field: 'trigger.date', value: '2001-01-01T00:00:00.000Z' },
      ],
      [
        'its timeout is zero',
        { options: { timeoutMs: 0 } },
        { code: 'invalid-option', field: 'options.timeoutMs', value: 0 },
      ],
      [
        'an option is misspelt',
        { options: { timeout: 5 } as JobOptionsInput },
        { code: 'invalid-option', field: 'options', value: 'timeout' },
      ],
      ['it has no name', { name: '' }, { code: 'invalid-name', field: 'name', value: '' }],
      ['nobody handles it', { handler: 'nobody' }, { code: 'unknown-handler', field: 'handler', value: 'nobody' }],
      ['its payload does not survive JSON', { payload: { big: 1n } }, { code: 'invalid-payload', field: 'payload' }],
    ])('%s', async (_, part, expected) => {
      stage.engine.handle('job', () => {});
      const refusal = await stage.engine.add({ ...good, handler: 'job', ...part }).catch((error) => error);
      expect(refusal).toMatchObject({ name: 'SchedulerError', ...expected, expected: expect.stringMatching(/\w/) });
      expect(await stage.engine.jobs()).toEqual([]);
    });

    it('its name is taken', async () => {
      stage.engine.handle('job', () => {});
      await stage.engine.add(good);
      await expect(stage.engine.add(good)).rejects.toMatchObject({
        code: 'duplicate-job',
        field: 'name',
        value: 'job',
      });
    });
  });
}
