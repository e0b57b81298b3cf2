export type Level3ErrorCode = 'bad-option' | 'lease-too-short' | 'skew-too-large' | 'name-taken';

export class Level3Error extends Error {
  override name = 'Level3Error';
  readonly code: Level3ErrorCode;

  constructor(code: Level3ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
