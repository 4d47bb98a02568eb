package org.followthrough.identity;

import java.time.Instant;

/**
 * A token with which a program acts for a person. Only its hash is kept.
 *
 * @param id row
 * @param account for whom it acts
 * @param name what it is for, in its owner's words
 * @param createdAt since when
 * @param expiresAt until when
 */
public record ApiToken(long id, String account, String name, Instant createdAt, Instant expiresAt) {
}
