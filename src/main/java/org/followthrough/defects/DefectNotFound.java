package org.followthrough.defects;

import org.followthrough.web.Refusal;

/**
 * There is no such defect.
 */
public class DefectNotFound extends Refusal {

	DefectNotFound(String number) {
		super(Kind.NOT_FOUND, "There is no defect " + number + ". Defect numbers look like D-000123.");
	}

}
