package org.followthrough.rota;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * Days on which an engineer isn't there.
 *
 * @param id row
 * @param engineer their account
 * @param firstDay the first day, in the zone of whichever team asks
 * @param lastDay the last day, which counts
 * @param reason why; null if nobody need know
 * @param deputy the account of who stands in; null for whoever comes next on the rota
 */
record Absence(long id, String engineer, LocalDate firstDay, LocalDate lastDay, @Nullable String reason,
		@Nullable String deputy) {

	boolean holds(String account, LocalDate day) {
		return this.engineer.equals(account) && !day.isBefore(this.firstDay) && !day.isAfter(this.lastDay);
	}

}
