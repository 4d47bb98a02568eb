package org.followthrough.verification;

import org.followthrough.web.Refusal;

/**
 * Whoever made a fix can't be the one who verifies it.
 */
public class VerifierMadeTheFix extends Refusal {

	VerifierMadeTheFix() {
		super(Kind.FORBIDDEN,
				"You made this fix, so somebody else has to verify it. Please leave it to another support engineer.");
	}

}
