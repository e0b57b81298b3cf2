import { startPostgres } from '../../shared/sql/testing.ts';
import { describeDesk } from './desk-contract.ts';

describeDesk('PostgreSQL', startPostgres);
