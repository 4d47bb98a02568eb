package org.followthrough.cases;

import org.followthrough.customers.Customer;
import org.followthrough.identity.Door;
import org.jspecify.annotations.Nullable;

/**
 * What a case is opened with.
 *
 * @param customer whose it is
 * @param subject what it is about
 * @param product what it concerns, if they said
 * @param component the part of the product, if they said
 * @param impact how badly it hits them
 * @param door how it came in
 * @param continues the number of the closed case that it goes on from; null unless it
 * does
 * @param addressedTeam the team whose mailbox the customer wrote to; null if that is
 * nobody's in particular
 * @param quotes the case that its subject names, though its sender takes no part in that
 * @param splitFrom the case that it is split off from; null unless it is
 * @param splitMessage the message there that it is about
 */
public record NewCase(Customer customer, String subject, @Nullable String product, @Nullable String component,
		Impact impact, Door door, @Nullable String continues, @Nullable String addressedTeam, @Nullable String quotes,
		@Nullable String splitFrom, @Nullable Long splitMessage) {

	/**
	 * What a case is opened with that may go on from another.
	 * @param customer whose it is
	 * @param subject what it is about
	 * @param product what it concerns, if they said
	 * @param component the part of the product, if they said
	 * @param impact how badly it hits them
	 * @param door how it came in
	 * @param continues the number of the closed case that it goes on from
	 */
	public NewCase(Customer customer, String subject, @Nullable String product, @Nullable String component,
			Impact impact, Door door, @Nullable String continues) {
		this(customer, subject, product, component, impact, door, continues, null, null, null, null);
	}

	/**
	 * What a case is opened with that continues no other.
	 * @param customer whose it is
	 * @param subject what it is about
	 * @param product what it concerns, if they said
	 * @param impact how badly it hits them
	 * @param door how it came in
	 */
	public NewCase(Customer customer, String subject, @Nullable String product, Impact impact, Door door) {
		this(customer, subject, product, null, impact, door, null);
	}

	/**
	 * The same, written to a team's own mailbox.
	 * @param team the team; null for nobody's in particular
	 * @return what the case is opened with
	 */
	public NewCase addressedTo(@Nullable String team) {
		return new NewCase(this.customer, this.subject, this.product, this.component, this.impact, this.door,
				this.continues, team, this.quotes, this.splitFrom, this.splitMessage);
	}

	/**
	 * The same, with a subject that names a case in which its sender takes no part.
	 * @param number that case; null if it names none
	 * @return what the case is opened with
	 */
	public NewCase quoting(@Nullable String number) {
		return new NewCase(this.customer, this.subject, this.product, this.component, this.impact, this.door,
				this.continues, this.addressedTeam, number, this.splitFrom, this.splitMessage);
	}

	/**
	 * The same, split off from another case.
	 * @param other the other case
	 * @param message the message there that it is about
	 * @return what the case is opened with
	 */
	public NewCase splitFrom(SupportCase other, long message) {
		return new NewCase(this.customer, this.subject, this.product, this.component, this.impact, this.door,
				this.continues, other.addressedTeam(), this.quotes, other.number(), message);
	}

}
