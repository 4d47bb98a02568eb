package org.followthrough.correspondence;

import java.time.Instant;

/**
 * Somebody who opened so many cases by mail that more of them are held back in
 * quarantine.
 *
 * @param sender their address
 * @param since when that began
 * @param lastAt when the last mail was held back
 * @param heldBack how many were
 */
public record SuppressedSender(String sender, Instant since, Instant lastAt, int heldBack) {
}
