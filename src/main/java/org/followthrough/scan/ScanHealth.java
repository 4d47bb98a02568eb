package org.followthrough.scan;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the scanner is.
 *
 * @param waiting how many files wait for it
 * @param since since when the first of them does; null for none
 * @param problem why it could not look; null for nothing
 * @param found in how many files it found a virus
 */
public record ScanHealth(int waiting, @Nullable Instant since, @Nullable String problem, int found) {
}
