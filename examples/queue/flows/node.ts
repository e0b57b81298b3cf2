import { collectTask } from '../tasks/collect.ts';
import type { PayloadOf, ResultOf, TaskContract } from '../tasks/contract.ts';

/**
 * What happens to a step when one of those before it fails for good.
 *   fail-fast  it fails too, and so does everything after it
 *   collect    it runs once all have ended, and is told of each whether it succeeded
 */
export type Policy = 'fail-fast' | 'collect';

export type Settled<Result> =
  | { readonly ok: true; readonly value: Result }
  | { readonly ok: false; readonly error: string };

/** A step of a flow: a task, the steps that come before it, and how its payload is made from what those returned. */
export interface FlowNode<Result = unknown> {
  readonly contract: TaskContract;
  readonly children: readonly FlowNode[];
  readonly policy: Policy;
  readonly payload: (results: readonly Settled<unknown>[]) => unknown;
  /** Never there: it carries the type of the step's result to whatever comes after it. */
  readonly result?: Result;
}

type ResultOfNode<Node> = Node extends FlowNode<infer Result> ? Result : never;
type ResultsOf<Nodes extends readonly FlowNode[]> = { readonly [Index in keyof Nodes]: ResultOfNode<Nodes[Index]> };
type SettledOf<Nodes extends readonly FlowNode[]> = {
  readonly [Index in keyof Nodes]: Settled<ResultOfNode<Nodes[Index]>>;
};
/** What a step sees of those before it: plain results where a failure would have stopped it, else each with its fate. */
export type Outcomes<Nodes extends readonly FlowNode[], P extends Policy> = P extends 'collect'
  ? SettledOf<Nodes>
  : ResultsOf<Nodes>;

/** A step with nothing before it. */
export function job<Contract extends TaskContract>(
  contract: Contract,
  payload: PayloadOf<Contract>,
): FlowNode<ResultOf<Contract>> {
  return { contract, children: [], policy: 'fail-fast', payload: () => payload };
}

/** One step after another; the second works on what the first returned. */
export function chain<First, Contract extends TaskContract>(
  first: FlowNode<First>,
  contract: Contract,
  payload: (result: First) => PayloadOf<Contract>,
): FlowNode<ResultOf<Contract>> {
  return chord([first], 'fail-fast', contract, ([result]) => payload(result as First));
}

/** Steps side by side, and one after all of them that works on what they returned. */
export function chord<const Nodes extends readonly FlowNode[], P extends Policy, Contract extends TaskContract>(
  children: Nodes,
  policy: P,
  contract: Contract,
  payload: (results: Outcomes<Nodes, P>) => PayloadOf<Contract>,
): FlowNode<ResultOf<Contract>> {
  const plain = (results: readonly Settled<unknown>[]) =>
    results.map((result) => (result.ok ? result.value : undefined));
  return {
    contract,
    children,
    policy,
    payload: (results) => payload((policy === 'collect' ? results : plain(results)) as Outcomes<Nodes, P>),
  };
}

/** Steps side by side; the results in the order in which the steps were written, not in that in which they ended. */
export function group<const Nodes extends readonly FlowNode[], P extends Policy>(
  children: Nodes,
  policy: P,
): FlowNode<Outcomes<Nodes, P>> {
  return chord(children, policy, collectTask, (results) => results as unknown as unknown[]) as FlowNode<
    Outcomes<Nodes, P>
  >;
}

/**
 * A flow by name: a pure function from its input to its steps. Functions cannot travel through Redis, so only the name
 * and the input do, and every worker builds the same steps from them.
 */
export type Flows = Readonly<Record<string, (input: never) => FlowNode>>;
