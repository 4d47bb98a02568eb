package org.followthrough.rota;

import java.time.Clock;
import java.time.Duration;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Those who cease to be engineers: what they held goes to somebody else.
 */
@Component
public class Leavers {

	/** By then every node knows that they are no engineer any more. */
	private static final Duration SETTLING = Duration.ofSeconds(6);

	private final DutyMapper rows;

	private final Clock clock;

	Leavers(DutyMapper rows, Clock clock) {
		this.rows = rows;
		this.clock = clock;
	}

	/**
	 * Somebody is no engineer any more from the end of the running transaction on.
	 * @param account their account
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void left(String account) {
		this.rows.leaves(account, this.clock.instant().plus(SETTLING));
	}

}
