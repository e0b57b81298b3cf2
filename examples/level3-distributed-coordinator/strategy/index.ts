import type { Strategy } from '../member.ts';
import { fenced } from './fenced.ts';
import { lease } from './lease.ts';
import { lock } from './lock.ts';
import { naive } from './naive.ts';
import { slot } from './slot.ts';

/** In the order of the lesson: each fails in a way the next one mends. */
export const STRATEGIES: readonly Strategy[] = [naive, lock, lease, slot, fenced];

export const strategyNamed = (name: string) => STRATEGIES.find((strategy) => strategy.name === name);
