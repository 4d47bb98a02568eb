package org.followthrough.audit;

import java.time.Instant;
import java.util.Map;

/**
 * One recorded change of state.
 *
 * @param stream what it belongs to: a case number, or {@value Audit#SYSTEM}
 * @param seq its place in the stream, from 1 without gaps
 * @param at when, to the millisecond
 * @param actorKind person, customer or system
 * @param actor who
 * @param door how they came in
 * @param action what happened, such as {@code case.opened}
 * @param details the particulars of the action
 * @param hash the chain's value up to and including this entry, in hexadecimal
 */
public record AuditEntry(String stream, int seq, Instant at, String actorKind, String actor, String door, String action,
		Map<String, Object> details, String hash) {
}
