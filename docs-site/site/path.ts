/** The order in which the course is walked: a stage has its notes, and the labs of one folder under `exercises`. */
export const stages: readonly Stage[] = [
  { title: 'Start here', notes: ['overview'] },
  { title: 'Level 1: one timer', notes: ['level1-timers'], labs: 'level1' },
  { title: 'Level 2: jobs that survive', notes: ['level2-jobs-that-survive'], labs: 'level2' },
  { title: 'Level 3: many machines', notes: ['level3-many-machines'], labs: 'level3' },
  { title: 'Level 4: production', notes: ['level4-production'], labs: 'level4' },
  {
    title: 'The lightweight track',
    notes: ['lightweight-intro', 'lightweight-advanced', 'fluent-schedules'],
    labs: 'lightweight',
  },
  { title: 'The queue track', notes: ['queue-intro', 'queue-advanced'], labs: 'queue' },
  { title: 'To look things up', notes: ['best-practices', 'cron-reference', 'failure-stories', 'glossary'] },
];

export interface Stage {
  readonly title: string;
  readonly notes: readonly string[];
  readonly labs?: string;
}
