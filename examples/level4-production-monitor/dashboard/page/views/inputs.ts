import { type Content, h, type VNode } from '../dom/h.ts';
import type { Draft, Field } from '../forms/field.ts';

export interface InputOptions {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean;
}

/** A label, an input, its hint and what is wrong with it, tied together for whoever cannot see that they are close. */
export function labelled({ id, label, hint, error, required }: InputOptions, control: (props: object) => VNode): VNode {
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return h(
    'div',
    { class: 'field', key: id },
    h('label', { for: id }, label, required && h('span', { class: 'quiet' }, ' (needed)')),
    control({ id, 'aria-describedby': notes || undefined, 'aria-invalid': error ? 'true' : undefined }),
    hint && h('span', { class: 'hint', id: `${id}-hint`, key: 'hint' }, hint),
    error && h('span', { class: 'error', id: `${id}-error`, key: 'error' }, error),
  );
}

export function textInput(
  options: InputOptions & { type?: string; list?: string },
  value: string,
  oninput: (text: string) => void,
): VNode {
  const { type = 'text', list } = options;
  return labelled(options, (props) =>
    h('input', {
      ...props,
      type,
      list,
      value,
      autocomplete: 'off',
      spellcheck: 'false',
      oninput: ({ target }) => oninput(target.value),
    }),
  );
}

export function selectInput(
  options: InputOptions,
  choices: readonly (readonly [value: string, text: string])[],
  value: string,
  onchange: (value: string) => void,
): VNode {
  return labelled(options, (props) =>
    h(
      'select',
      { ...props, value, onchange: ({ target }) => onchange(target.value) },
      choices.map(([choice, text]) => h('option', { key: choice, value: choice }, text)),
    ),
  );
}

/** The inputs of a described form. `prefix` is the name under which the API knows the whole. */
export function fieldInputs(
  prefix: string,
  fields: readonly Field[],
  draft: Draft,
  errors: Readonly<Record<string, string>>,
  onchange: (draft: Draft) => void,
): Content {
  return fields.map((field) => {
    const { name, label, hint, required } = field;
    const id = `${prefix}.${name}`;
    const options = { id, label, hint, required, error: errors[id] };
    const value = draft[name] ?? '';
    const change = (text: string) => onchange({ ...draft, [name]: text });
    if (field.kind === 'choice') {
      return selectInput(
        options,
        [...(required ? [] : [['', 'as usual'] as const]), ...pairs(field.choices)],
        value,
        change,
      );
    }
    if (field.kind === 'boolean')
      return selectInput(
        options,
        [
          ['', 'as usual'],
          ['true', 'yes'],
          ['false', 'no'],
        ],
        value,
        change,
      );
    if (field.kind !== 'json') return textInput(options, value, change);
    return labelled(options, (props) =>
      h('textarea', { ...props, rows: 3, spellcheck: 'false', value, oninput: ({ target }) => change(target.value) }),
    );
  });
}

function pairs(choices: readonly string[] = []): (readonly [string, string])[] {
  return choices.map((choice) => [choice, choice]);
}
