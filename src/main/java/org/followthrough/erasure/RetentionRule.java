package org.followthrough.erasure;

import org.jspecify.annotations.Nullable;

/**
 * How long the words and files of closed cases are kept.
 *
 * @param outcome how they ended, in a word; empty for any
 * @param plan the customer's plan; empty for any
 * @param months how many months after they were closed; null for ever
 */
record RetentionRule(String outcome, String plan, @Nullable Integer months) {

	/** Whether it is for a case. */
	boolean isFor(String closedAs, String customersPlan) {
		return (this.outcome.isEmpty() || this.outcome.equals(closedAs))
				&& (this.plan.isEmpty() || this.plan.equals(customersPlan));
	}

	/** The narrower one holds; how a case ended says more than what was paid. */
	int narrowness() {
		return (this.outcome.isEmpty() ? 0 : 2) + (this.plan.isEmpty() ? 0 : 1);
	}

	/** The rule in words. */
	public String words() {
		return (this.outcome.isEmpty() ? "any outcome" : this.outcome) + ", "
				+ (this.plan.isEmpty() ? "any plan" : "plan " + this.plan) + ": "
				+ ((this.months == null) ? "for ever" : (this.months == 1) ? "1 month" : this.months + " months");
	}

}
