package org.followthrough.cases;

import org.followthrough.web.Refusal;

/**
 * There is no such case.
 */
public class CaseNotFound extends Refusal {

	CaseNotFound(String number) {
		super(Kind.NOT_FOUND, "There is no case " + number + ". Case numbers look like FT-2026-000123.");
	}

}
