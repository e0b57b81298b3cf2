import { Type } from 'typebox';
import { defineTask } from './contract.ts';

export const collectTask = defineTask({
  name: 'flow_collect',
  profile: 'io',
  payload: Type.Array(Type.Unknown()),
  result: Type.Array(Type.Unknown()),
});
