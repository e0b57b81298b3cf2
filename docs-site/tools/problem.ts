/** Something a reader would trip over, and where it stands. */
export class Problem {
  readonly file: string;
  readonly line: number;
  readonly message: string;

  constructor(file: string, line: number, message: string) {
    this.file = file;
    this.line = line;
    this.message = message;
  }

  toString(): string {
    return `${this.file}:${this.line} ${this.message}`;
  }
}
