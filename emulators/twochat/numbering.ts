/**
 * Which +1 numbers are in the United States. The country code is shared by the United States, Canada and the Caribbean,
 * and by the territories of the United States, which are countries of their own in ISO 3166; area codes tell them apart.
 * Source of the area codes: North American Numbering Plan Administrator, https://www.nanpa.com, and the Canadian
 * Numbering Administrator, https://cnac.ca. Codes that all of them share (toll-free and the like) count as the United
 * States here.
 */
const ELSEWHERE = new Set(
  [
    // Canada.
    '204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 460 468 474',
    '506 514 519 537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867',
    '873 879 902 905 942 600 622 633 644 655 677 688',
    // The Caribbean and the Atlantic.
    '242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876',
    // Territories of the United States: Puerto Rico, Virgin Islands, Guam, Northern Marianas, American Samoa.
    '787 939 340 671 670 684',
  ]
    .join(' ')
    .split(' '),
)

export const isE164 = (number: string) => /^\+[1-9]\d{6,14}$/.test(number)

/** Whether an E.164 number with its plus is in the United States. */
export const isUnitedStates = (number: string) =>
  number.startsWith('+1') && !ELSEWHERE.has(number.slice(2, 5))
