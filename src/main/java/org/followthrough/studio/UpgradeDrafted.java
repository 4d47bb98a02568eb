package org.followthrough.studio;

/**
 * An upgrade has begun a draft, or brought more into one that nobody had touched:
 * managers should hear of it. Told within the transaction that does so.
 *
 * @param draft the draft's number
 */
record UpgradeDrafted(long draft) {
}
