import type { DeskWorld } from '../../desk/desk.ts';
import { once } from '../../desk/once.ts';
import { PermanentError } from '../../errors.ts';
import type { DeskCatalogue } from '../../tasks/catalogue.ts';
import type { Handlers } from '../handler.ts';

type Messages = Pick<Handlers<DeskCatalogue>, 'sendEmail' | 'dispatchPending'>;

/** Messages leave through the outbox table, where a mail server would fetch them. */
export function messages(world: DeskWorld): Messages {
  const { db, clock } = world;
  return {
    async sendEmail({ to, subject }, { key }) {
      // `.invalid` is reserved for addresses that cannot exist (RFC 2606): no retry will ever reach one.
      if (to.endsWith('.invalid')) throw new PermanentError(`${to} does not exist`);
      return once(world, key, async (transaction) => {
        const messageId = `<${key}@clockwork.example>`;
        const line = { message_id: messageId, recipient: to, subject, sent_at: clock.now() };
        await transaction.insertInto('outbox').values(line).execute();
        return { messageId };
      });
    },

    async dispatchPending({ batch }) {
      return db.transaction().execute(async (transaction) => {
        const pending = await transaction
          .selectFrom('notifications')
          .innerJoin('users', 'users.id', 'notifications.user_id')
          .select(['notifications.id', 'message', 'email'])
          .where('status', '=', 'pending')
          .orderBy('notifications.id')
          .limit(batch)
          .execute();
        if (pending.length === 0) return { sent: 0 };
        const lines = pending.map(({ id, email, message }) => {
          return { message_id: `notification-${id}`, recipient: email, subject: message, sent_at: clock.now() };
        });
        // Two workers may have read the same rows: the message's id, not luck, keeps it from going out twice.
        const sent = await transaction
          .insertInto('outbox')
          .values(lines)
          .onConflict((conflict) => conflict.column('message_id').doNothing())
          .executeTakeFirst();
        const ids = pending.map(({ id }) => id);
        await transaction.updateTable('notifications').set({ status: 'sent' }).where('id', 'in', ids).execute();
        return { sent: Number(sent.numInsertedOrUpdatedRows ?? 0) };
      });
    },
  };
}
