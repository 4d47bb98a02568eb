package org.followthrough.cases;

import java.time.Instant;
import java.util.Objects;

import org.followthrough.products.Products;
import org.jspecify.annotations.Nullable;

/**
 * A customer's matter, from their first word to its end.
 *
 * @param id row
 * @param number what people call it, {@code FT-2026-000123}; the journey's business key
 * @param customerId whose it is
 * @param subject what it is about, in the customer's words
 * @param product what it concerns, by our name for it if we know it
 * @param component the part of the product
 * @param impact how badly it hits them
 * @param door how it came in
 * @param severity what triage made of it; null until then
 * @param priority for ordering work, 0 to 100
 * @param team who carries it; null until triage
 * @param stage where the journey stands, by the id of its step
 * @param owner the person who answers for it; null until somebody took it
 * @param openedAt when the customer wrote
 * @param acknowledgedAt when a person acknowledged it
 * @param closedAt when it ended
 * @param closedAs how it ended
 * @param duplicateOf the case that goes on in its stead
 * @param reopened how often it was reopened
 * @param continues the closed case that it goes on from; null unless it does
 * @param heldReplies how many replies on it wait for somebody else to read them before
 * they go
 * @param addressedTeam the team whose mailbox the customer wrote to; null if that is
 * nobody's in particular, and for other doors
 * @param quotes the case that its subject named, though its sender takes no part in that;
 * null unless it did
 * @param splitFrom the case that it was split off from; null unless it was
 * @param splitMessage the message there that it is about
 * @param erasedAt when what was written on it went for good; null as long as it is there
 */
public record SupportCase(long id, String number, long customerId, String subject, @Nullable String product,
		@Nullable String component, Impact impact, String door, @Nullable String severity, int priority,
		@Nullable String team, String stage, @Nullable String owner, Instant openedAt, @Nullable Instant acknowledgedAt,
		@Nullable Instant closedAt, @Nullable Closing closedAs, @Nullable String duplicateOf, int reopened,
		@Nullable String continues, int heldReplies, @Nullable String addressedTeam, @Nullable String quotes,
		@Nullable String splitFrom, @Nullable Long splitMessage, @Nullable Instant erasedAt) {

	private static final String CLOSED = "closed";

	/**
	 * Whether it goes on.
	 * @return true until it is closed, and again when it is reopened
	 */
	public boolean isOpen() {
		return this.closedAs == null;
	}

	/**
	 * Whether what was written on it is gone for good. It stays closed then.
	 * @return true once it was erased
	 */
	public boolean isErased() {
		return this.erasedAt != null;
	}

	SupportCase with(Triage triage) {
		return new SupportCase(this.id, this.number, this.customerId, this.subject, this.product, this.component,
				this.impact, this.door, triage.severity(), triage.priority(), triage.team(), this.stage, this.owner,
				this.openedAt, this.acknowledgedAt, this.closedAt, this.closedAs, this.duplicateOf, this.reopened,
				this.continues, this.heldReplies, this.addressedTeam, this.quotes, this.splitFrom, this.splitMessage,
				this.erasedAt);
	}

	SupportCase concerning(Products.Named named) {
		return new SupportCase(this.id, this.number, this.customerId, this.subject, named.product(), named.component(),
				this.impact, this.door, this.severity, this.priority, this.team, this.stage, this.owner, this.openedAt,
				this.acknowledgedAt, this.closedAt, this.closedAs, this.duplicateOf, this.reopened, this.continues,
				this.heldReplies, this.addressedTeam, this.quotes, this.splitFrom, this.splitMessage, this.erasedAt);
	}

	SupportCase at(String step) {
		return with(step, this.owner, this.acknowledgedAt, this.closedAt, this.closedAs);
	}

	SupportCase ownedBy(String account) {
		return with(this.stage, account, this.acknowledgedAt, this.closedAt, this.closedAs);
	}

	SupportCase acknowledged(Instant at) {
		return with(this.stage, this.owner, Objects.requireNonNullElse(this.acknowledgedAt, at), this.closedAt,
				this.closedAs);
	}

	SupportCase holding(int replies) {
		return new SupportCase(this.id, this.number, this.customerId, this.subject, this.product, this.component,
				this.impact, this.door, this.severity, this.priority, this.team, this.stage, this.owner, this.openedAt,
				this.acknowledgedAt, this.closedAt, this.closedAs, this.duplicateOf, this.reopened, this.continues,
				replies, this.addressedTeam, this.quotes, this.splitFrom, this.splitMessage, this.erasedAt);
	}

	SupportCase closed(Closing as, Instant at) {
		return with(CLOSED, this.owner, this.acknowledgedAt, at, as);
	}

	private SupportCase with(String step, @Nullable String account, @Nullable Instant acknowledged,
			@Nullable Instant closed, @Nullable Closing as) {
		return new SupportCase(this.id, this.number, this.customerId, this.subject, this.product, this.component,
				this.impact, this.door, this.severity, this.priority, this.team, step, account, this.openedAt,
				acknowledged, closed, as, this.duplicateOf, this.reopened, this.continues, this.heldReplies,
				this.addressedTeam, this.quotes, this.splitFrom, this.splitMessage, this.erasedAt);
	}

}
