import type { Kysely, Migration } from 'kysely';

export interface AuditTables {
  monitor_audit: { at: number; who: string; role: string; action: string; target: string; status: number };
}

export interface AuditEntry {
  readonly at: number;
  readonly who: string;
  readonly role: string;
  readonly action: string;
  readonly target: string;
  readonly status: number;
}

export const auditMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('monitor_audit')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('who', 'varchar(100)', (column) => column.notNull())
      .addColumn('role', 'varchar(20)', (column) => column.notNull())
      .addColumn('action', 'varchar(100)', (column) => column.notNull())
      .addColumn('target', 'varchar(400)', (column) => column.notNull())
      .addColumn('status', 'integer', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('monitor_audit_by_time').on('monitor_audit').column('at').execute();
  },
  async down(db: Kysely<unknown>) {
    await db.schema.dropTable('monitor_audit').execute();
  },
};

export async function insertAudit(db: Kysely<AuditTables>, entry: AuditEntry): Promise<void> {
  await db.insertInto('monitor_audit').values(entry).execute();
}

export async function findAudit(db: Kysely<AuditTables>, limit: number): Promise<AuditEntry[]> {
  return db
    .selectFrom('monitor_audit')
    .select(['at', 'who', 'role', 'action', 'target', 'status'])
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
}

export async function deleteAuditBefore(db: Kysely<AuditTables>, instant: number): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('monitor_audit').where('at', '<', instant).executeTakeFirst();
  return Number(numDeletedRows);
}
