/** The lowest and the highest value of a cron field: 0 and 59 for minutes, 1 and 31 for days of the month. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}
