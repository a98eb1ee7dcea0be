/** JSON from outside that is not what it should be. Names places and kinds, never text values: they may be a person's. */
export class UnexpectedJson extends Error {
  override readonly name = "UnexpectedJson";

  constructor(path: string, expected: string, received: unknown) {
    super(`${path}: expected ${expected}, received ${kindOf(received)}`);
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return `text of ${value.length} characters`;
  return Array.isArray(value) ? `a list of ${value.length}` : "an object";
}

/** A cursor into untrusted JSON that knows where it stands. */
export class Json {
  constructor(
    private readonly value: unknown,
    private readonly path: string,
  ) {}

  /** A document given as text or as an already parsed value. */
  static document(value: unknown, name: string): Json {
    if (typeof value !== "string") return new Json(value, name);
    try {
      return new Json(JSON.parse(value), name);
    } catch {
      throw new UnexpectedJson(name, "JSON", value);
    }
  }

  field(name: string): Json {
    if (typeof this.value !== "object" || this.value === null || Array.isArray(this.value)) {
      throw this.unexpected("an object");
    }
    return new Json((this.value as Record<string, unknown>)[name], `${this.path}.${name}`);
  }

  list<T>(read: (item: Json) => T): readonly T[] {
    if (!Array.isArray(this.value)) throw this.unexpected("a list");
    return this.value.map((item: unknown, index) => read(new Json(item, `${this.path}[${index}]`)));
  }

  /** Exactly `length` finite numbers. */
  numbers(length: number): readonly number[] {
    if (!Array.isArray(this.value) || this.value.length !== length) throw this.unexpected(`a list of ${length} numbers`);
    return this.list((item) => item.number());
  }

  orNull<T>(read: (present: Json) => T): T | null {
    return this.value === null || this.value === undefined ? null : read(this);
  }

  text(): string {
    if (typeof this.value !== "string") throw this.unexpected("text");
    return this.value;
  }

  nonEmptyText(): string {
    const text = this.text();
    if (text.length === 0) throw this.unexpected("text that is not empty");
    return text;
  }

  number(): number {
    if (typeof this.value !== "number" || !Number.isFinite(this.value)) throw this.unexpected("a finite number");
    return this.value;
  }

  numberBetween(least: number, most: number): number {
    const number = this.number();
    if (number < least || number > most) throw this.unexpected(`a number from ${least} to ${most}`);
    return number;
  }

  wholeNumberBetween(least: number, most: number): number {
    const number = this.number();
    if (!Number.isInteger(number) || number < least || number > most) {
      throw this.unexpected(`a whole number from ${least} to ${most}`);
    }
    return number;
  }

  flag(): boolean {
    if (typeof this.value !== "boolean") throw this.unexpected("true or false");
    return this.value;
  }

  oneOf<const T extends string | number>(allowed: readonly T[]): T {
    const found = allowed.find((candidate) => candidate === this.value);
    if (found === undefined) throw this.unexpected(`one of ${allowed.join(", ")}`);
    return found;
  }

  unexpected(expected: string): UnexpectedJson {
    return new UnexpectedJson(this.path, expected, this.value);
  }
}
