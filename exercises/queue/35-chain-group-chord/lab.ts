import { defineLab } from '#kit';

export const lab = defineLab({
  id: 'chain-group-chord',
  title: 'Chain, group, chord',
  concepts: ['flow'],
  needs: ['retries-and-the-dead-letter'],
  points: 20,
  note: 'queue-advanced',
  wrong: [
    {
      file: 'children-run-by-themselves.ts',
      fails: [
        'the group runs side by side',
        'what comes then runs once, after all of the group',
        'results are in the order the group was given, whoever ended first',
        'one that failed is told apart, in its place',
        'of one that failed the error is told',
        'a group of more than ten stays in order',
        'a result of nothing is a result',
      ],
      belief:
        'You add the group and then the job that needs it, and nothing ties them together. On a quiet day the group is quick and it goes well; on a busy one the report is mailed with figures that are not there yet. Let the queue hold the tree: a parent waits for its children.',
    },
    {
      file: 'one-after-the-other.ts',
      fails: [
        'the group runs side by side',
        'results are in the order the group was given, whoever ended first',
        'one that failed is told apart, in its place',
        'of one that failed the error is told',
        'a group of more than ten stays in order',
      ],
      belief:
        'You make a chain of the group. Nothing in it depends on anything, and yet Lima waits until Oslo has answered: three servers of ten seconds each make half a minute. What does not need each other are children side by side.',
    },
    {
      file: 'the-first-step-is-the-root.ts',
      fails: [
        'each step begins when the one before it has ended',
        'it gives the job of the last step, which completes last',
        'each step has its data, and the result of the one before it',
        'a chain of two is in order, and one of one is that step',
        'after a step that failed for good nothing runs',
      ],
      belief:
        'You put the first step at the root, since that is where it begins. But children come before their parent: the report is sent, then reckoned, then fetched. In a flow what happens last is on top.',
    },
    {
      file: 'a-chain-is-a-group.ts',
      fails: [
        'each step begins when the one before it has ended',
        'it gives the job of the last step, which completes last',
        'each step has its data, and the result of the one before it',
        'after a step that failed for good nothing runs',
      ],
      belief:
        'You make all steps children of the last. They run side by side: the middle one reckons with what the first has not fetched yet. Each step has one child, the one before it.',
    },
    {
      file: 'nobody-tells-the-parent.ts',
      fails: ['what comes after a step that failed does not wait for ever'],
      belief:
        'You leave out what a failed step means for the next. With no option the next step waits for its children, and one of them will never complete: the chain hangs in waiting-children for ever, with no error and no alert. Say it: failParentOnFailure.',
    },
    {
      file: 'on-with-nothing.ts',
      fails: [
        'after a step that failed for good nothing runs',
        'what comes after a step that failed does not wait for ever',
      ],
      belief:
        'You go on with a chain whose step has failed. The next reckons with undefined, and the customer gets a report that says 0. In a chain each step needs the one before it: fail with it.',
    },
    {
      file: 'data-is-all-a-step-knows.ts',
      fails: ['each step has its data, and the result of the one before it'],
      belief:
        'You look for the result of the step before in the data of this one. All data were written when the flow was added, before anything had run. Results come from the children: getChildrenValues.',
    },
    {
      file: 'gives-the-first-job.ts',
      fails: [
        'it gives the job of the last step, which completes last',
        'what comes after a step that failed does not wait for ever',
      ],
      belief:
        'You give the job of the first step. It completes when the chain has only begun, and whoever waits for it tells the customer that the report is on its way. What a caller waits for is the last.',
    },
    {
      file: 'all-or-nothing.ts',
      fails: [
        'one that fails takes nothing from the others: the report runs',
        'one that failed is told apart, in its place',
        'of one that failed the error is told',
      ],
      belief:
        'You let one failed member fail the whole. One city server is down, so nobody gets the figures of the other two, nor any word. A group was to collect: ignoreDependencyOnFailure, and let the parent say what is missing.',
    },
    {
      file: 'a-failed-child-is-waited-for.ts',
      fails: [
        'one that fails takes nothing from the others: the report runs',
        'one that fails leaves nobody waiting for ever',
        'one that failed is told apart, in its place',
        'of one that failed the error is told',
      ],
      belief:
        'You give the members no word on failure. One that fails for good never completes, so the parent waits for ever: no report, no error, nothing in any log. Without an option silence is what you get.',
    },
    {
      file: 'the-missing-are-forgotten.ts',
      fails: ['of one that failed the error is told'],
      belief:
        'You cut a failed member off its parent. The parent runs, but why one is missing is nowhere to be found, and a report with two cities looks like one of two cities. ignoreDependencyOnFailure lets the parent run and keeps the reason.',
    },
    {
      file: 'order-of-completion.ts',
      fails: [
        'results are in the order the group was given, whoever ended first',
        'one that failed is told apart, in its place',
        'a group of more than ten stays in order',
      ],
      belief:
        'You take the values in the order they come. That is the order in which members ended, or whatever Redis makes of it: Oslo, being quickest, is printed as Rome. Find each by its place, which you put into its id.',
    },
    {
      file: 'sorted-by-key.ts',
      fails: ['a group of more than ten stays in order'],
      belief:
        'You sort the keys as texts. That is right for ten members; with an eleventh, number 10 comes before number 2, and from the month in which the company opens its eleventh shop all figures are in wrong rows. Make each key from its place instead.',
    },
    {
      file: 'only-the-good-ones.ts',
      fails: ['one that failed is told apart, in its place', 'of one that failed the error is told'],
      belief:
        'You give the members that went well and leave out the others. The list is shorter and everything after the gap has moved up: Lima stands where Oslo should. Whoever mails the report must know that one is missing, which, and why.',
    },
    {
      file: 'falsy-is-failed.ts',
      fails: ['a result of nothing is a result'],
      belief:
        'You take an empty result for a failure. Zero orders, an empty text and null are what many members return, and the report calls them broken. Ask whether the key is there, not whether its value is true.',
    },
    {
      file: 'one-flow-at-a-time.ts',
      fails: ['two flows do not get in the way of each other'],
      belief:
        'You name the members by their number alone. One id is one job: the second flow finds "member-0" taken, by a job of the first, and adds nothing; its figures are those of another report. Put the id of the flow into each.',
    },
    {
      file: 'then-is-its-group.ts',
      fails: ['it gives the job of what comes then, with its own data'],
      belief:
        'You overwrite the data of the last job with those of the group. Whom the report was to be mailed to is gone. A job has its own data; what its children came to it asks them.',
    },
  ],
});
