// Loaded before a program (`--import`): its clock is an hour ahead of everybody else's.
const HOUR = 3_600_000
const RightDate = Date
globalThis.Date = class extends RightDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RightDate.now() + HOUR] : given))
  }
  static now() {
    return RightDate.now() + HOUR
  }
}
