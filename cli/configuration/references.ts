import { CliFailure } from '../failure';
import { escapeText, NAMED_KINDS, referenceText, type NamedKind } from './text-references';

/** Something that has an id and a name. */
export interface NamedThing {
  readonly kind: NamedKind;
  readonly name: string;
  readonly id: string;
}

/** Ids on this wire: UUIDs, and usernames, which are cut ones (contract §0.5). */
const ID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}(?:-[0-9a-f]{1,12})?/gi;

/** What a team's configuration can refer to, by id and by name. */
export class References {
  constructor(private readonly things: readonly NamedThing[]) {}

  /** With more of them, or newer ones. */
  and(...more: readonly NamedThing[]): References {
    const kept = this.things.filter((thing) => !more.some(({ kind, id }) => kind === thing.kind && id === thing.id));
    return new References([...kept, ...more]);
  }

  /** The id of what has this name; an id stands for itself. @throws CliFailure when there is none, or more than one */
  idOf(kind: NamedKind, name: string): string {
    const found = this.find(kind, name);
    const [first, second] = found;
    if (first === undefined) throw new CliFailure(`There is no ${wordOf(kind)} ${name}.`);
    if (second !== undefined) throw new CliFailure(`There is more than one ${wordOf(kind)} ${name}.`);
    return first.id;
  }

  /** All that a name could mean. */
  find(kind: NamedKind, name: string): readonly NamedThing[] {
    return this.things.filter((thing) => thing.kind === kind && (thing.name === name || thing.id === name));
  }

  /** The name of an id; the id itself when it has none of its own. */
  nameOf(kind: NamedKind, id: string): string {
    const thing = this.things.find((one) => one.kind === kind && one.id === id);
    return thing !== undefined && this.find(kind, thing.name).length === 1 ? thing.name : id;
  }

  /** Plain text as it stands in a configuration: ids that have names are references. */
  nameIds(text: string): string {
    return this.nameEscaped(escapeText(text));
  }

  /** The same for a text that already is a configuration's. */
  nameEscaped(text: string): string {
    return text.replace(ID, (id) => {
      const kind = NAMED_KINDS.find((one) => this.nameOf(one, id.toLowerCase()) !== id.toLowerCase());
      return kind === undefined ? id : referenceText(kind, this.nameOf(kind, id.toLowerCase()));
    });
  }
}

function wordOf(kind: NamedKind): string {
  return kind.replace('_', ' ');
}
