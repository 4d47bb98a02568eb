package org.followthrough.journey;

import org.jspecify.annotations.Nullable;

/**
 * A file that an upgrade of the product brings anew and that was edited here.
 *
 * @param file its name
 * @param base what was shipped when it was last dealt with; null for a file that was made
 * here and is shipped now under the same name
 * @param running what runs
 * @param version its version
 * @param shipped what is shipped now
 */
public record ModelUpgrade(String file, byte @Nullable [] base, byte[] running, int version, byte[] shipped) {
}
