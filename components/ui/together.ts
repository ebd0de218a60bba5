// The controls of the forms that narrow lists, in one piece: on a slow line every request more costs more than what is in it.
export { Combobox } from './combobox.tsx'
export { Field } from './field.tsx'
export { Input } from './input.tsx'
export { Select } from './select.tsx'
