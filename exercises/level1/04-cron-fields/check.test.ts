import { check, expect, task, test } from '#kit';

check<typeof import('./exercise.ts')>((subject) => {
  task(1, 'Values and ranges', () => {
    test('a star is every value of the field, from its lowest', () => {
      expect(subject.readRange('*', weekday), '* among weekdays 0-6').toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(subject.readRange('*', month), '* among months 1-12').toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    });

    test('a range includes both of its ends', () => {
      expect(subject.readRange('7', hour), '7 among hours').toEqual([7]);
      expect(subject.readRange('9-12', hour), '9-12 among hours').toEqual([9, 10, 11, 12]);
    });

    test('a range may wrap past the end of the field', () => {
      expect(subject.readRange('22-2', hour), '22-2 among hours 0-23').toEqual([22, 23, 0, 1, 2]);
      expect(subject.readRange('11-2', month), '11-2 among months 1-12').toEqual([11, 12, 1, 2]);
    });
  });

  task(2, 'Steps', () => {
    test('what has no step is read as it is', () => {
      expect(subject.readItem('9-12', hour), '9-12 among hours').toEqual([9, 10, 11, 12]);
      expect(subject.readItem('7', hour), '7 among hours').toEqual([7]);
    });

    test('steps count from the first value of the range', () => {
      expect(subject.readItem('*/4', month), '*/4 among months 1-12').toEqual([1, 5, 9]);
      expect(subject.readItem('10-30/7', minute), '10-30/7 among minutes').toEqual([10, 17, 24]);
    });

    test('a step that does not divide the field starts again with it', () => {
      expect(subject.readItem('*/45', minute), '*/45 among minutes 0-59').toEqual([0, 45]);
    });

    test('a step after a number runs on from that number', () => {
      expect(subject.readItem('5/15', minute), '5/15 among minutes').toEqual([5, 20, 35, 50]);
    });

    test('a step after a number ends with the field', () => {
      expect(subject.readItem('20/2', hour), '20/2 among hours 0-23').toEqual([20, 22]);
    });
  });

  task(3, 'The field', () => {
    test('a list holds the values of all its items, each once', () => {
      expect(subject.readField('0,*/20,30', minute).length, 'how many values 0,*/20,30 has: 0, 20, 30, 40').toBe(4);
    });

    test('the values come in ascending order', () => {
      expect(subject.readField('30,5,10', minute), '30,5,10 among minutes').toEqual([5, 10, 30]);
      expect(subject.readField('22-2', hour), '22-2 among hours').toEqual([0, 1, 2, 22, 23]);
    });

    test('a value out of bounds is refused', () => {
      for (const text of ['24', '20-24', '5,99', '30/2']) refusalOf(text, hour);
      refusalOf('0', month);
    });

    test('what is not made of digits is refused', () => {
      for (const text of ['', 'x', ' 7', '1.5', '-1', '5-', '0x10', '1e1', '1,,2', '1-2-3', '*/', '*/2/2']) {
        refusalOf(text, hour);
      }
    });

    test('a step of zero is refused, and at once', () => {
      refusalOf('*/0', minute);
      refusalOf('10-20/0', minute);
    });

    test('a refusal names the item', () => {
      expect(refusalOf('10,99', hour), 'the message about 10,99 among hours').toContain('99');
      expect(refusalOf('9-17,9-77', hour), 'the message about 9-17,9-77 among hours').toContain('9-77');
    });
  });

  function refusalOf(text: string, bounds: typeof hour): string {
    let values: number[];
    try {
      values = subject.readField(text, bounds);
    } catch (error) {
      if (error instanceof RangeError) return error.message;
      throw error;
    }
    return expect.fail(`"${text}" among ${bounds.min}-${bounds.max} was read as [${values}]: it has to be refused`);
  }
});

const minute = { min: 0, max: 59 };
const hour = { min: 0, max: 23 };
const month = { min: 1, max: 12 };
const weekday = { min: 0, max: 6 };
