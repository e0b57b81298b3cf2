export const help = `What does a cron expression do, and when? (npm run cron -- <command>)

  next "<expression>"       its next runs
  previous "<expression>"   its last runs
      --zone <name>         an IANA time zone; UTC if left out
      --from <date>         an ISO date with its zone, or epoch milliseconds; now if left out
      --count <n>           how many runs; 5 if left out
      --gap shift|skip      a run that clocks going forward leave out: after the gap (default), or not at all
      --overlap wildcard|both|once
                            times that come twice: jobs with * run in both (default), every job, no job
      --json                {"runs":[...]} or {"error":{...}}
  next --batch              one question a line on standard input, one answer a line:
                            {"expr":"30 2 * * *","zone":"Europe/Berlin","from":"2026-03-28T00:00:00Z","count":2}
  explain "<expression>"    in plain words [--json]
  compare "<expression>"    what crontab, node-cron, croner and BullMQ would do [--zone --from --count --json]
  dialects                  the table of the cron reference, as Markdown, by running the dialects
  differential              our search against croner and cron-parser on random questions [--cases <n> --seed <n>]

Exit code: 0 answered, 1 a disagreement found, 2 the question cannot be answered as it was put.`;
